"""The trials would see what is lost, doubled or stuck, and which call nobody named."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lambdas.shared.domain.approvals import read_approval
from lambdas.shared.domain.record import Record
from lambdas.shared.domain.trail import Entry
from local.account.pipelines import ActionRun
from local.trial.faults import FaultKind
from tests.events import recorded
from tests.unit.fake_codepipeline import APPROVER
from tests.unit.fake_world import World
from trials.faults.cases import Case, batches, cases
from trials.faults.courses import PLAIN, Course, Situation
from trials.faults.operations import Call, calls_of_the_code
from trials.truth import Harm, Told, findings
from trials.workflow import Started

_AT = datetime(2026, 8, 24, 6, tzinfo=UTC)


@pytest.fixture
def record():
    """An approval that waits, of which the approver has been told."""
    world = World()
    world.records.capture("e-1")
    approval = read_approval(recorded("approval_started"), account_id="111122223333")
    world.reviews.add_approval(approval, timeout_minutes=10_080)
    record = world.reviews.read("e-1")
    told = {id_: {**item, "mailed_at": item["started_at"]} for id_, item in record.approvals.items()}
    return replace(record, main={**record.main, "status": "AWAITING_APPROVAL"}, approvals=told)


def told(record, *mails, status="InProgress", run_status="InProgress"):
    (token,) = record.approvals
    run = ActionRun(token, "Approval", "Approve", run_status, _AT, _AT, APPROVER, "fine", "")
    return Told(status, [run], list(mails))


def _without_tampering(record, what):
    """Of the fixture, the trail does not tell of what was put in by hand."""
    return {
        finding.what: finding.harm for finding in findings(record, what) if "trail does not tell" not in finding.what
    }


def test_a_record_that_agrees_has_no_findings(record):
    assert _without_tampering(record, told(record, "Approve?")) == {}


def test_an_approval_that_nobody_was_told_of_is_stuck(record):
    assert Harm.STUCK in _without_tampering(record, told(record)).values()


def test_a_record_that_still_waits_when_all_is_over_is_stuck(record):
    found = _without_tampering(record, told(record, "Approve?", status="Succeeded", run_status="Succeeded"))

    assert set(found.values()) == {Harm.STUCK, Harm.LOST}  # it waits, and it lacks the decision


def test_two_mails_are_doubled_unless_the_second_says_that_it_is_a_repetition(record):
    assert Harm.DOUBLED in _without_tampering(record, told(record, "Approve?", "Approve?")).values()
    assert _without_tampering(record, told(record, "Approve?", "Still waiting: Approve?")) == {}


def test_an_approval_that_is_not_on_the_record_is_lost(record):
    found = findings(replace(record, approvals={}), told(record, "Approve?"))

    assert Harm.LOST in {finding.harm for finding in found}


def test_a_fact_that_the_trail_tells_twice_is_doubled():
    details = {"decided_by": APPROVER}
    trail = [Entry("e-1", number, "2026-08-24T06:00:00Z", "approval decided", details, "0" * 64) for number in (1, 2)]

    found = findings(Record("e-1", {"status": "DEPLOYED"}, {}, tuple(trail)), Told("Succeeded", [], []))

    assert Harm.DOUBLED in {finding.harm for finding in found}


def test_calls_are_found_in_the_code_without_being_named():
    assert Call("request_approval", "sesv2:SendEmail") in calls_of_the_code()
    assert Call("analyze_change", "bedrock-runtime:Converse") in calls_of_the_code()


def test_each_call_meets_each_kind_of_fault_and_what_is_written_twice_meets_the_nastiest_twice():
    query, write = Call("record_outcome", "dynamodb:Query"), Call("record_outcome", "dynamodb:TransactWriteItems")
    every = cases({PLAIN: {query: 3, write: 2}})

    assert len([case for case in every if case.call == query]) == 9
    assert len([case for case in every if case.call == write]) == 9 + 4
    assert [str(case) for case in cases({PLAIN: {query: 1}}, wanted=["denied"])] == [f"{query}: access denied once"]


def test_a_case_takes_the_plainest_course_on_which_its_call_is_made():
    both, after_approval = Call("record_approval", "dynamodb:Query"), Call("check_deployment", "dynamodb:Query")
    exchanged = Call("check_deployment", "codepipeline:PutJobFailureResult")
    rejected = Course(is_rejected=True)
    every = cases(
        {PLAIN: {both: 1, after_approval: 1}, rejected: {both: 1}, Course(Situation.EXCHANGED): {both: 1, exchanged: 1}}
    )

    assert {case.course for case in every if case.call == both} == {PLAIN, rejected}
    assert {case.course for case in every if case.call == after_approval} == {PLAIN}
    assert {case.course.situation for case in every if case.call == exchanged} == {Situation.EXCHANGED}


def test_what_functions_remember_is_tried_on_functions_that_have_not_run_before():
    query, settings = Call("record_approval", "dynamodb:Query"), Call("record_approval", "ssm:GetParameter")
    found = list(batches(cases({PLAIN: {query: 1, settings: 1}}), at_once=6))

    assert [len(batch) for batch in found] == [6, 3, 6, 3]
    assert [{case.is_cold for case in batch} for batch in found] == [{False}, {False}, {True}, {True}]


def test_a_fault_of_who_pushed_befalls_any_brief_and_leaves_calls_for_the_others():
    started = Started("team-01", "e-1", "c" * 40)
    by_reconcile, by_check = (
        Call("reconcile", "dynamodb:BatchGetItem"),
        Call("check_deployment", "dynamodb:BatchGetItem"),
    )

    any_brief, one_check = (Case(call, FaultKind.THROTTLED).fault(started) for call in (by_reconcile, by_check))

    assert (any_brief["markers"], any_brief["times"]) == ((), 2)
    assert (one_check["markers"], one_check["times"]) == (("e-1",), 12)


@pytest.mark.parametrize("trial", ["faults", "load"])
def test_the_commands_say_how_they_are_used(trial):
    done = subprocess.run(
        [sys.executable, "-m", f"trials.{trial}", "--help"], capture_output=True, text=True, check=True
    )

    assert "--port" in done.stdout
