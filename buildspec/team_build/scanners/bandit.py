"""bandit: what is dangerous in Python sources. Tests are left out: every assertion would be a finding."""

from pathlib import Path

from buildspec.team_build.scan import ScanFinding, Severity
from buildspec.team_build.scanners.scanner import Reading, Scanner, json_object

_LEFT_OUT = ("tests", "test", ".venv", "venv", "node_modules", ".evidence", "cdk.out")


def _applies(clone: Path) -> bool:
    return any(True for _ in clone.rglob("*.py"))


def _arguments(clone: Path, _folder: Path) -> list[str]:
    left_out = ",".join(str(clone / name) for name in _LEFT_OUT)
    return ["--recursive", str(clone), "--format", "json", "--quiet", "--exit-zero", "--exclude", left_out]


def _read(answer: str, clone: Path) -> Reading:
    data = json_object(answer, with_key="results")
    findings = tuple(
        ScanFinding(
            severity=Severity(str(result["issue_severity"]).lower()),
            rule=str(result["test_id"]),
            path=str(result["filename"]).removeprefix(f"{clone}/"),
            line=int(result["line_number"]),
            message=str(result["issue_text"]),
        )
        for result in data["results"]
    )
    unread = len(data.get("errors", []))
    return findings, f"{unread} files could not be read" if unread else None


SCANNER = Scanner("bandit", "bandit", "bandit==1.9.4", _applies, _arguments, _read)
