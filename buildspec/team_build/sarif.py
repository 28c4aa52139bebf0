"""SARIF 2.1.0, of which the review reads tool, rule, level, message and place."""

from collections.abc import Sequence
from typing import Any

from buildspec.team_build.scan import ScanFinding, Severity

_LEVELS = {Severity.LOW: "note", Severity.MEDIUM: "warning", Severity.HIGH: "error", Severity.CRITICAL: "error"}
# As GitHub reads it: SARIF's own levels know no "critical".
_SCORES = {Severity.LOW: "3.0", Severity.MEDIUM: "5.0", Severity.HIGH: "8.0", Severity.CRITICAL: "9.5"}


def sarif_of(tool: str, findings: Sequence[ScanFinding]) -> dict[str, Any]:
    """One run of one tool."""
    scores = {finding.rule: _SCORES[finding.severity] for finding in findings}
    rules = [{"id": rule, "properties": {"security-severity": score}} for rule, score in scores.items()]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": {"name": tool, "rules": rules}}, "results": [_result(f) for f in findings]}],
    }


def _result(finding: ScanFinding) -> dict[str, Any]:
    return {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": finding.path},
                    "region": {"startLine": finding.line},
                }
            }
        ],
        "properties": {"security-severity": _SCORES[finding.severity]},
    }
