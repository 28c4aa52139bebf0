"""How an execution ended: read from its event, completed from the API, true of the record."""

from dataclasses import replace

import pytest

from lambdas.shared.domain.endings import outcome_amendment
from lambdas.shared.domain.events import RefusedEventError
from lambdas.shared.domain.execution import Action, Execution, ExecutionStatus
from lambdas.shared.domain.observation import end_observed
from lambdas.shared.domain.outcomes import State, completed, read_outcome
from lambdas.shared.domain.record import Record
from tests.events import recorded

_MAIN = {"status": "APPROVED", "pipeline_name": "sorting", "created_at": "2026-08-24T06:03:00Z", "commit_id": "c" * 40}


def _action(name, status="Succeeded", *, category="Build", at="2026-08-24T06:16:00Z", summary=None):
    return Action(f"id-{name}", name, name, category, status, at, at, summary=summary)


def _execution(*actions, status=ExecutionStatus.SUCCEEDED, **attributes):
    return Execution("e-1", "sorting", status, actions, **attributes)


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("execution_succeeded", State.SUCCEEDED),
        ("execution_failed", State.FAILED),
        ("execution_stopped", State.STOPPED),
        ("execution_superseded", State.SUPERSEDED),
        ("execution_resumed", State.RESUMED),
    ],
)
def test_an_event_is_read_as_what_it_tells(name, state):
    outcome = read_outcome(recorded(name))

    assert (outcome.execution_id, outcome.pipeline_name, outcome.state) == ("e-1", "sorting", state)
    assert outcome.started_at == "2026-08-24T06:00:01Z"


@pytest.mark.parametrize("event", [recorded("execution_started"), recorded("approval_started"), {}])
def test_what_is_no_end_is_refused(event):
    with pytest.raises(RefusedEventError):
        read_outcome(event)


def test_the_deploy_actions_own_words_are_kept_without_its_secrets():
    password = "hunter2" + "Xq9vR4"
    deploy = _action("Deploy", "Failed", at="2026-08-24T06:18:00Z", summary=f"exit status 1: password={password}")

    outcome = completed(read_outcome(recorded("execution_failed")), _execution(_action("Build"), deploy))

    assert outcome.summary is not None
    assert outcome.summary.startswith("exit status 1")
    assert password not in outcome.summary


def test_the_words_of_an_approver_are_no_outcome():
    approval = _action("Approve", "Failed", category="Approval", at="2026-08-24T06:18:00Z", summary="Not on a Friday.")

    outcome = completed(
        read_outcome(recorded("execution_failed")), _execution(_action("Build", summary="fine"), approval)
    )

    assert outcome.summary is None


@pytest.mark.parametrize(("deployed", "is_as_described"), [("c" * 40, True), ("d" * 40, False)])
def test_the_record_says_whether_what_was_deployed_is_what_the_brief_described(deployed, is_as_described):
    outcome = replace(read_outcome(recorded("execution_succeeded")), commit_id=deployed)

    amendment = outcome_amendment(Record("e-1", _MAIN), outcome)

    assert amendment.main["is_deployed_as_described"] is is_as_described
    assert amendment.main["deployed_commit_id"] == deployed


def test_a_later_end_is_not_replaced_by_an_earlier_one():
    record = Record("e-1", {**_MAIN, "execution_state": "SUCCEEDED", "execution_state_at": "2026-08-24T06:20:30Z"})

    assert outcome_amendment(record, read_outcome(recorded("execution_failed"))) is None


def test_a_retry_ends_an_end():
    record = Record(
        "e-1", {**_MAIN, "status": "FAILED", "execution_state": "FAILED", "execution_state_at": "2026-08-24T06:15:09Z"}
    )

    amendment = outcome_amendment(record, read_outcome(recorded("execution_resumed")))

    assert amendment.main["execution_state"] == "RESUMED"


def test_a_retry_of_an_execution_without_an_end_says_nothing():
    assert outcome_amendment(Record("e-1", _MAIN), read_outcome(recorded("execution_resumed"))) is None


def test_the_api_says_that_it_goes_on_only_after_a_while():
    main = {**_MAIN, "status": "REJECTED", "execution_state": "FAILED", "execution_state_at": "2026-08-24T06:15:09Z"}
    execution = _execution(_action("Build"), status=ExecutionStatus.IN_PROGRESS)

    soon = end_observed(Record("e-1", main), execution, now="2026-08-24T06:15:20Z")
    later = end_observed(Record("e-1", main), execution, now="2026-08-24T06:25:00Z")

    assert soon is None
    assert later.state is State.RESUMED


def test_an_end_that_extraction_wrote_over_is_told_again():
    main = {**_MAIN, "status": "CHANGE_CAPTURED", "diff_sha256": "d" * 64}
    main |= {"execution_state": "FAILED", "execution_state_at": "2026-08-24T06:15:09Z"}
    execution = _execution(_action("Build", "Failed", at="2026-08-24T06:15:08Z"), status=ExecutionStatus.FAILED)
    record = Record("e-1", main)

    outcome = end_observed(record, execution, now="2026-08-24T06:25:00Z")

    assert outcome_amendment(record, outcome).main["execution_state"] == "FAILED"


def test_the_same_end_told_a_second_later_is_no_news():
    main = {**_MAIN, "status": "FAILED", "extraction_error": "no repository"}
    main |= {"execution_state": "FAILED", "execution_state_at": "2026-08-24T06:15:08Z"}

    assert outcome_amendment(Record("e-1", main), read_outcome(recorded("execution_failed"))) is None


def test_the_api_is_believed_even_where_its_last_action_is_older_than_what_the_record_knows():
    main = {**_MAIN, "execution_state": "RESUMED", "execution_state_at": "2026-08-24T06:30:00Z"}
    execution = _execution(_action("Deploy", at="2026-08-24T06:20:00Z"))
    record = Record("e-1", main)

    outcome = end_observed(record, execution, now="2026-08-24T06:40:00Z")

    assert outcome_amendment(record, outcome).main["execution_state"] == "SUCCEEDED"
