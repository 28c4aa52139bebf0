"""Evidence comes out of the build of the code under review: whatever it is, it is counted or said to be unreadable."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.shared.domain import review
from lambdas.shared.domain.evidence import read_evidence
from lambdas.shared.domain.evidence_junit import UnreadableReportError, count_tests
from lambdas.shared.domain.evidence_sarif import read_findings
from lambdas.shared.domain.review import Level

_JUNIT = b"""<?xml version="1.0"?>
<testsuites tests="99"><testsuite name="unit" tests="99" failures="0">
  <testcase name="one"/>
  <testcase name="two"><failure message="no">trace</failure></testcase>
  <testcase name="three"><error/><failure/></testcase>
  <testcase name="four"><skipped/></testcase>
  <testcase name="five"><system-out>failure</system-out></testcase>
</testsuite></testsuites>"""
_BOMB = b"""<?xml version="1.0"?><!DOCTYPE testsuites [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<testsuites><testcase name="&b;"/></testsuites>"""
_OUTSIDE = b'<!DOCTYPE testsuites SYSTEM "file:///etc/hostname"><testsuites/>'
_BUILD = json.dumps({"status": "passed", "commands": 3, "not_scanned": []}).encode()


def _sarif(*results, rules=()):
    return json.dumps(
        {"runs": [{"tool": {"driver": {"name": "bandit", "rules": list(rules)}}, "results": list(results)}]}
    ).encode()


def _result(**changes):
    place = {"artifactLocation": {"uri": "app.py"}, "region": {"startLine": 7}}
    return {"ruleId": "B1", "message": {"text": "Bad"}, "locations": [{"physicalLocation": place}], **changes}


def test_test_cases_are_counted_and_the_head_is_not_believed():
    assert count_tests(_JUNIT) == review.Tests(passed=2, failed=2, skipped=1)


@pytest.mark.parametrize(
    "report",
    [
        b"",
        b"<html/>",
        b"<testsuite>",
        _BOMB,
        _OUTSIDE,
        b"\xff\xfe\x00",
        b'<?xml version="1.0" encoding="nonsense"?><testsuite/>',
    ],
)
def test_what_is_no_junit_is_refused(report):
    with pytest.raises(UnreadableReportError):
        count_tests(report)


@given(st.binary(max_size=300))
def test_no_bytes_are_more_than_unreadable_as_junit(report):
    try:
        count_tests(report)
    except UnreadableReportError:
        return


def test_a_finding_is_read_with_its_place():
    (finding,) = read_findings(_sarif(_result(level="error")))

    assert (finding.tool, finding.rule, finding.path, finding.line) == ("bandit", "B1", "app.py", 7)
    assert (finding.severity, finding.message) == (Level.HIGH, "Bad")


@pytest.mark.parametrize(
    ("result", "rules", "severity"),
    [
        ({"level": "error"}, (), Level.HIGH),
        ({"level": "note"}, (), Level.LOW),
        ({}, (), Level.MEDIUM),
        ({"level": "error", "properties": {"security-severity": "9.8"}}, (), Level.CRITICAL),
        ({"level": "note"}, ({"id": "B1", "properties": {"security-severity": "7.5"}},), Level.HIGH),
        ({}, ({"id": "B1", "defaultConfiguration": {"level": "note"}},), Level.LOW),
        ({"level": "warning", "properties": {"security-severity": "grave"}}, (), Level.MEDIUM),
    ],
)
def test_the_severity_is_the_security_score_or_else_the_level(result, rules, severity):
    (finding,) = read_findings(_sarif(_result(**result), rules=rules))

    assert finding.severity is severity


def test_what_its_author_has_suppressed_is_not_told():
    assert read_findings(_sarif(_result(suppressions=[{"kind": "inSource"}]))) == ()


def test_a_credential_in_a_message_is_redacted():
    secret = "AKIA" + "QWERTYUIOPASDFGH"

    (finding,) = read_findings(_sarif(_result(message={"text": f"Found {secret} in code"})))

    assert secret not in finding.message
    assert "[redacted" in finding.message


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "runs",
                        "results",
                        "tool",
                        "driver",
                        "rules",
                        "id",
                        "locations",
                        "physicalLocation",
                        "region",
                        "message",
                    ]
                ),
                inner,
                max_size=3,
            )
        ),
        max_leaves=20,
    )
)
def test_no_json_is_more_than_unreadable_as_sarif(data):
    try:
        read_findings(json.dumps({"runs": data}).encode())
    except UnreadableReportError:
        return


def test_json_that_is_deeper_than_a_stack_is_unreadable():
    with pytest.raises(UnreadableReportError):
        read_findings(b'{"runs":' + b"[" * 200_000)


def test_reports_of_all_kinds_make_one_evidence():
    files = {"build.json": _BUILD, "001-junit.xml": _JUNIT, "TEST-a.xml": _JUNIT, "bandit.sarif": _sarif(_result())}

    evidence = read_evidence(files)

    assert evidence.build == "The build passed."
    assert evidence.tests == review.Tests(passed=4, failed=4, skipped=2)
    assert len(evidence.scans) == 1


def test_no_report_is_not_the_same_as_a_report_without_findings():
    without = read_evidence({"build.json": _BUILD})
    clean = read_evidence({"build.json": _BUILD, "bandit.sarif": _sarif()})

    assert (without.tests, without.scans) == (None, None)
    assert clean.scans == ()


def test_a_report_that_cannot_be_read_is_told():
    evidence = read_evidence({"build.json": _BUILD, "junit.xml": _BOMB, "bandit.sarif": b"{"})

    assert (evidence.tests, evidence.scans) == (None, None)
    assert "could not be read: 2" in evidence.build


def test_scanners_that_did_not_run_are_told():
    build = json.dumps({"commands": 1, "not_scanned": ["bandit: no Python files", 7]}).encode()

    assert read_evidence({"build.json": build}).build == "The build passed. bandit: no Python files. 7."


@pytest.mark.parametrize("build", [b"", b"[]", b"nonsense", b'{"commands": 0}'])
def test_a_build_without_a_word_is_not_called_passed(build):
    assert "passed" not in read_evidence({"build.json": build}).build


def test_more_findings_than_anybody_reads_are_cut_to_the_gravest():
    results = [_result(level="note")] * 250 + [_result(level="error")] * 3

    evidence = read_evidence({"build.json": _BUILD, "bandit.sarif": _sarif(*results)})

    assert len(evidence.scans) == 200
    assert [finding.severity for finding in evidence.scans[:4]] == [Level.HIGH] * 3 + [Level.LOW]
    assert "Of 253 scan findings" in evidence.build
