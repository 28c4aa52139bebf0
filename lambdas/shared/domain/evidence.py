"""What the build of step 2 proves, read from the report files it left."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from lambdas.shared.domain.evidence_junit import UnreadableReportError, count_tests
from lambdas.shared.domain.evidence_sarif import read_findings
from lambdas.shared.domain.redaction import redact_text
from lambdas.shared.domain.review import Evidence, ScanFinding, Tests

NO_BUILD = Evidence("No build ran.")
OWN_BUILD = Evidence("Nothing is known here of this pipeline's own build.")  # of a pipeline that its team owns
NO_EVIDENCE = Evidence("The build left no evidence.")
UNREADABLE = Evidence("What the build left as evidence could not be read.")

_MOST_FINDINGS = 200
_LONGEST_NOTE = 300

Report = TypeVar("Report")


def read_evidence(files: Mapping[str, bytes]) -> Evidence:
    """What these files say, by name: `build.json`, JUnit (`*.xml`), SARIF (`*.sarif`, `*.sarif.json`)."""
    tests = _read(count_tests, (data for name, data in files.items() if name.endswith(".xml")))
    scans = _read(read_findings, (data for name, data in files.items() if name.endswith((".sarif", ".sarif.json"))))
    findings = sorted((finding for scan in _readable(scans) for finding in scan), key=_gravest_first)
    notes = (
        *_build_notes(files.get("build.json")),
        *_unreadable_note(tests.count(None) + scans.count(None)),
        *_cut_note(len(findings)),
    )
    return Evidence(
        build=" ".join(notes),
        tests=_total(_readable(tests)),
        scans=tuple(findings[:_MOST_FINDINGS]) if _readable(scans) else None,
    )


def _read(reader: Callable[[bytes], Report], reports: Iterable[bytes]) -> list[Report | None]:
    """None for a report that could not be read: it is counted, and said."""
    return [_read_one(reader, report) for report in reports]


def _read_one(reader: Callable[[bytes], Report], report: bytes) -> Report | None:
    try:
        return reader(report)
    except UnreadableReportError:
        return None


def _readable(reports: Iterable[Report | None]) -> list[Report]:
    return [report for report in reports if report is not None]


def _total(reports: list[Tests]) -> Tests | None:
    if not reports:
        return None
    return Tests(
        passed=sum(report.passed for report in reports),
        failed=sum(report.failed for report in reports),
        skipped=sum(report.skipped for report in reports),
    )


def _gravest_first(finding: ScanFinding) -> tuple[int, str, int]:
    return -finding.severity.rank, finding.path, finding.line


def _build_notes(build: bytes | None) -> list[str]:
    """`build.json` is written when the build is over: a build that fails leaves none, and opens no approval."""
    said = _read_build(build)
    if not said:
        return [NO_EVIDENCE.build]
    ran = "The build passed." if said.get("commands") else "The build had nothing to run."
    not_scanned = said.get("not_scanned")
    return [ran, *(_note(reason) for reason in (not_scanned if isinstance(not_scanned, list) else [])[:10])]


def _read_build(build: bytes | None) -> Mapping[str, Any]:
    try:
        said = json.loads(build or b"{}")
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _note(reason: object) -> str:
    line = redact_text(" ".join(str(reason).split()))[0][:_LONGEST_NOTE]
    return line if line.endswith(".") else f"{line}."


def _unreadable_note(count: int) -> list[str]:
    return [f"Reports that could not be read: {count}."] if count else []


def _cut_note(count: int) -> list[str]:
    return [f"Of {count} scan findings, the gravest {_MOST_FINDINGS} are kept."] if count > _MOST_FINDINGS else []
