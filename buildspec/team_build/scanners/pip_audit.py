"""pip-audit: known vulnerabilities of the Python packages that are installed for the build."""

import re
import subprocess
from pathlib import Path

from buildspec.team_build.build import team_environment
from buildspec.team_build.scan import NoAnswerError, ScanFinding, Severity
from buildspec.team_build.scanners.scanner import Reading, Scanner, json_object
from buildspec.team_build.toolchains import requirement_files, team_venv

_NAME = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")


def _applies(clone: Path) -> bool:
    return bool(requirement_files(clone))


def _arguments(clone: Path, folder: Path) -> list[str]:
    """Exact versions, so that pip-audit resolves and installs nothing itself."""
    frozen = folder / "frozen.txt"
    frozen.write_text("\n".join(_installed(clone)), encoding="utf-8")
    return ["-r", str(frozen), "--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off"]


def _installed(clone: Path) -> list[str]:
    """Every package of the team's environment; of a shared one only those that the requirements name."""
    python = team_venv() / "bin" / "python"
    shared = not python.exists()
    freeze = subprocess.run(
        ["python3" if shared else str(python), "-m", "pip", "freeze", "--local"],
        env=team_environment(),
        capture_output=True,
        check=False,
        text=True,
    )
    pinned = [line for line in freeze.stdout.splitlines() if "==" in line]
    named = {
        _canonical(line)
        for path in requirement_files(clone)
        for line in path.read_text("utf-8", "replace").splitlines()
    }
    return [line for line in pinned if not shared or _canonical(line) in named]


def _canonical(requirement: str) -> str:
    found = _NAME.match(requirement)
    return re.sub(r"[-_.]+", "-", found[1]).lower() if found else ""


def _read(answer: str, clone: Path) -> Reading:
    packages = json_object(answer, with_key="dependencies")["dependencies"]
    findings = tuple(
        ScanFinding(
            severity=Severity.HIGH,
            rule=str(vulnerability["id"]),
            path=_where(clone, package["name"])[0],
            line=_where(clone, package["name"])[1],
            message=f"{package['name']} {package['version']} has the known vulnerability {vulnerability['id']}",
        )
        for package in packages
        for vulnerability in package.get("vulns", [])
    )
    # pip-audit itself calls this "no known vulnerabilities".
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    if packages and len(skipped) == len(packages):
        raise NoAnswerError("none of the packages could be looked up")
    return findings, f"{len(skipped)} of {len(packages)} packages could not be looked up" if skipped else None


def _where(clone: Path, package: str) -> tuple[str, int]:
    files = requirement_files(clone)
    for path in files:
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), start=1):
            if _canonical(line) == _canonical(package):
                return path.name, number
    return files[0].name, 1


SCANNER = Scanner("pip-audit", "pip-audit", "pip-audit==2.10.1", _applies, _arguments, _read)
