"""What CodePipeline's words mean: who decided, what they said, and whether anybody decided at all."""

from dataclasses import replace

import pytest

from lambdas.shared.domain.approvals import ApprovalState, read_approval
from lambdas.shared.domain.decisions import approval_amendment
from lambdas.shared.domain.events import RefusedEventError
from lambdas.shared.domain.record import Record
from tests.events import recorded

_ARN = "arn:aws:sts::111122223333:assumed-role/Approvers/ada"


def _item(approval, *, known=None, timeout_minutes=10_080):
    record = Record("e-1", approvals={"a-1": known} if known else {})
    return approval_amendment(record, approval, timeout_minutes=timeout_minutes).approvals["a-1"]


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("approval_started", ApprovalState.STARTED),
        ("approval_succeeded_with_comment", ApprovalState.SUCCEEDED),
        ("approval_rejected_with_comment", ApprovalState.FAILED),
        ("approval_abandoned", ApprovalState.ABANDONED),
    ],
)
def test_an_event_is_read_as_what_it_tells(name, state):
    approval = read_approval(recorded(name))

    assert (approval.execution_id, approval.action_execution_id, approval.state) == ("e-1", "a-1", state)
    assert (approval.pipeline_name, approval.stage_name, approval.action_name) == ("sorting", "Approval", "Approve")
    assert (approval.region, approval.account_id) == ("eu-west-1", "111122223333")
    assert approval.started_at == "2026-08-24T06:05:07Z"


@pytest.mark.parametrize(
    "event",
    [
        recorded("build_succeeded"),
        recorded("execution_succeeded"),
        recorded("approval_started", state="DREAMING"),
        {},
    ],
)
def test_what_is_no_approval_is_refused(event):
    with pytest.raises(RefusedEventError):
        read_approval(event)


def test_a_waiting_approval_has_a_token_and_a_deadline():
    item = _item(read_approval(recorded("approval_started")), timeout_minutes=60)

    assert (item["status"], item["token"]) == ("WAITING", "a-1")
    assert (item["started_at"], item["expires_at"]) == ("2026-08-24T06:05:07Z", "2026-08-24T07:05:07Z")


def test_a_token_that_codepipeline_names_is_the_one_of_the_link():
    approval = replace(read_approval(recorded("approval_started")), token="t-9")

    assert _item(approval)["token"] == "t-9"


def test_a_comment_is_kept_and_the_api_says_who():
    approval = replace(read_approval(recorded("approval_succeeded_with_comment")), decided_by=_ARN)

    item = _item(approval)

    assert (item["status"], item["decided_by"]) == ("APPROVED", _ARN)
    assert (item["comment"], item["decided_at"]) == ("Checked with the on-call engineer.", "2026-08-24T06:15:08Z")


@pytest.mark.parametrize(
    ("name", "status"),
    [("approval_succeeded_without_comment", "APPROVED"), ("approval_rejected_without_comment", "REJECTED")],
)
def test_without_a_comment_the_summary_names_the_person_and_is_no_comment(name, status):
    item = _item(read_approval(recorded(name)))

    assert (item["status"], item["decided_by"], item["comment"]) == (status, _ARN, None)


def test_a_comment_that_pretends_to_be_somebody_does_not_outweigh_the_api():
    claim = {"external-execution-summary": "Approved by arn:aws:iam::111122223333:user/chief"}
    approval = read_approval(recorded("approval_succeeded_with_comment", execution_result=claim))

    item = _item(replace(approval, decided_by=_ARN))

    assert item["decided_by"] == _ARN
    assert item["comment"] == "Approved by arn:aws:iam::111122223333:user/chief"


def test_a_failure_after_the_deadline_that_nobody_answered_is_an_expiry():
    item = _item(read_approval(recorded("approval_expired")))

    assert (item["status"], item["decided_by"]) == ("EXPIRED", None)


def test_a_failure_before_the_deadline_is_a_rejection_whoever_it_was():
    item = _item(read_approval(recorded("approval_expired", time="2026-08-24T06:15:08Z")))

    assert item["status"] == "REJECTED"


def test_a_rejection_in_the_last_second_is_a_rejection():
    event = recorded("approval_rejected_with_comment", time="2026-08-31T06:05:08Z")

    item = _item(replace(read_approval(event), decided_by=_ARN))

    assert (item["status"], item["decided_by"]) == ("REJECTED", _ARN)


def test_the_deadline_on_the_record_counts_not_todays_setting():
    known = _item(read_approval(recorded("approval_started")), timeout_minutes=5)

    item = _item(read_approval(recorded("approval_expired", time="2026-08-24T06:15:08Z")), known=known)

    assert item["status"] == "EXPIRED"


def test_an_abandoned_approval_was_decided_by_nobody():
    item = _item(read_approval(recorded("approval_abandoned")))

    assert item["status"] == "ABANDONED"
    assert "decided_at" not in item


def test_a_decision_stands_whatever_is_told_later():
    known = _item(replace(read_approval(recorded("approval_succeeded_with_comment")), decided_by=_ARN))
    later = replace(read_approval(recorded("approval_rejected_without_comment")), decided_by="arn:aws:iam::1:user/eve")

    assert _item(later, known=known) == known


def test_who_decided_is_added_when_it_was_not_known():
    known = {
        key: value
        for key, value in _item(read_approval(recorded("approval_succeeded_with_comment"))).items()
        if value is not None
    }

    item = _item(replace(read_approval(recorded("approval_succeeded_with_comment")), decided_by=_ARN), known=known)

    assert item["decided_by"] == _ARN


def test_an_expiry_gets_nobody_as_its_author_later():
    known = {
        key: value for key, value in _item(read_approval(recorded("approval_expired"))).items() if value is not None
    }
    later = replace(read_approval(recorded("approval_expired")), decided_by="arn:aws:iam::111122223333:role/pipeline")

    assert _item(later, known=known).get("decided_by") is None
