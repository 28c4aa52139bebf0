"""Findings of a SARIF 2.1.0 report. It comes out of the build of the code under review: it may be anything."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lambdas.shared.domain.evidence_junit import UnreadableReportError
from lambdas.shared.domain.redaction import redact_text
from lambdas.shared.domain.review import Level, ScanFinding

_LEVELS = {"error": Level.HIGH, "warning": Level.MEDIUM}  # "note", "none": low; without one, SARIF means "warning"
_SCORES = ((9.0, Level.CRITICAL), (7.0, Level.HIGH), (4.0, Level.MEDIUM))  # GitHub's bounds of `security-severity`
_LONGEST_MESSAGE = 300
_LONGEST_NAME = 200


def read_findings(report: bytes) -> tuple[ScanFinding, ...]:
    """
    The results of every run that its author has not suppressed; texts are redacted and cut to a line.

    Raises:
        UnreadableReportError: no SARIF.
    """
    try:
        data = json.loads(report)
    except (ValueError, RecursionError) as error:
        raise UnreadableReportError from error
    if not isinstance(data, dict) or not isinstance(data.get("runs"), list):
        raise UnreadableReportError
    return tuple(finding for run in data["runs"] for finding in _findings(_object(run)))


def _findings(run: Mapping[str, Any]) -> Iterator[ScanFinding]:
    driver = _object(_object(run.get("tool")).get("driver"))
    rules = {str(rule.get("id")): rule for rule in _objects(driver.get("rules"))}
    for result in _objects(run.get("results")):
        if result.get("suppressions"):
            continue
        rule_id = str(result.get("ruleId") or "")
        place = _object(next(iter(_objects(result.get("locations"))), {}).get("physicalLocation"))
        line = _object(place.get("region")).get("startLine")
        yield ScanFinding(
            tool=_text(driver.get("name"), _LONGEST_NAME),
            severity=_severity(result, rules.get(rule_id, {})),
            rule=_text(rule_id, _LONGEST_NAME),
            path=_text(_object(place.get("artifactLocation")).get("uri"), _LONGEST_NAME),
            line=line if isinstance(line, int) and line > 0 else 0,
            message=_text(_object(result.get("message")).get("text"), _LONGEST_MESSAGE),
        )


def _severity(result: Mapping[str, Any], rule: Mapping[str, Any]) -> Level:
    for holder in (result, rule):
        score = _number(_object(holder.get("properties")).get("security-severity"))
        if score is not None:
            return next((level for bound, level in _SCORES if score >= bound), Level.LOW)
    level = result.get("level") or _object(rule.get("defaultConfiguration")).get("level") or "warning"
    return _LEVELS.get(str(level), Level.LOW)


def _number(value: object) -> float | None:
    try:
        return float(value) if isinstance(value, (str, int, float)) else None
    except (ValueError, OverflowError):
        return None


def _text(value: object, longest: int) -> str:
    """Redacted before it is cut: half a credential would not be recognised."""
    line = " ".join(str(value or "").split())
    return redact_text(line[: 10 * longest])[0][:longest]


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _objects(value: object) -> Sequence[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
