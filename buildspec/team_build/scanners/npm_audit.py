"""npm audit: known vulnerabilities of the packages in package-lock.json."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from buildspec.team_build.scan import ScanFinding, Severity
from buildspec.team_build.scanners.scanner import Reading, Scanner, json_object

_LOCK = "package-lock.json"
_SEVERITIES = {"info": Severity.LOW, "moderate": Severity.MEDIUM}


def _applies(clone: Path) -> bool:
    return (clone / _LOCK).is_file()


def _arguments(_clone: Path, _folder: Path) -> list[str]:
    return ["audit", "--json", "--package-lock-only"]


def _read(answer: str, clone: Path) -> Reading:
    data = json_object(answer, with_key="vulnerabilities")
    lock = (clone / _LOCK).read_text("utf-8", "replace").splitlines()
    packages = data["vulnerabilities"].values()
    return tuple(finding for package in packages for finding in _findings(package, lock)), None


def _findings(package: dict[str, Any], lock: list[str]) -> Iterator[ScanFinding]:
    """A package's own advisories; those of its dependencies (texts in `via`) are named with the dependency."""
    place = f'"node_modules/{package["name"]}"'
    line = next((number for number, text in enumerate(lock, start=1) if place in text), 1)
    for advisory in package["via"]:
        if isinstance(advisory, dict):
            severity = str(advisory["severity"])
            yield ScanFinding(
                severity=_SEVERITIES.get(severity) or Severity(severity),
                rule=str(advisory["url"]).rpartition("/")[2],
                path=_LOCK,
                line=line,
                message=f"{package['name']}: {advisory['title']}",
            )


SCANNER = Scanner("npm-audit", "npm", None, _applies, _arguments, _read)
