"""Where two people have to approve: each is asked for their own approval, and the last of them decides."""

from dataclasses import replace

import pytest

from lambdas.shared.aws import brief_sender
from lambdas.shared.domain.approvals import read_approval
from lambdas.shared.domain.record import Record
from lambdas.shared.domain.status import Status
from tests.unit.fake_codepipeline import SECOND_APPROVER, FakeCodePipeline
from tests.unit.fake_world import SETTINGS, World
from tests.unit.sample_briefs import sample_review

TWO = replace(SETTINGS, approvals=2, second_approver_email="other@example.com")


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr(brief_sender, "read_settings", lambda _name: TWO)
    world = World()
    world.records.capture("e-1")
    world.reviews.save_review("e-1", sample_review(evidence=None))
    return world


@pytest.fixture
def pipeline():
    return FakeCodePipeline(required=2)


def _tell(world, pipeline, *moments):
    """Every event so far, or those of these moments in their order."""
    for moment in moments or pipeline.moments:
        if "Action" in moment.event["detail-type"]:
            world.reviews.add_approval(
                _identified(pipeline, moment.event), timeout_minutes=10_080, required=pipeline.required
            )


def _identified(pipeline, event):
    approval = read_approval(event)
    action = pipeline.moments[-1].execution.find(approval.action_execution_id)
    return replace(approval, decided_by=action.updated_by) if approval.is_decided else approval


def test_each_approver_is_mailed_a_link_to_their_own_approval(world, pipeline):
    pipeline.open_approval()
    _tell(world, pipeline)
    world.sender.send_due("e-1")
    pipeline.approve_once()
    pipeline.open_approval()
    _tell(world, pipeline)
    world.sender.send_due("e-1")

    first, second = world.mailer.letters
    assert (first.to, second.to) == (("approver@example.com",), ("other@example.com",))
    assert "#/Approval/Approve/approve/a-1" in first.text
    assert "#/Approval/ApproveSecond/approve/a-2" in second.text


def test_the_second_is_told_that_the_first_agreed_and_the_first_of_nobody(world, pipeline):
    pipeline.open_approval()
    _tell(world, pipeline)
    world.sender.send_due("e-1")
    pipeline.approve_once()
    pipeline.open_approval()
    _tell(world, pipeline)
    world.clock.at = pipeline.at
    world.sender.send_due("e-1")

    first, second = world.mailer.letters
    (approval,) = world.reviews.read("e-1").counted_approvals(pipeline.at)
    assert "Approved by" not in first.text + first.html
    for part in (second.text, second.html):
        told = " ".join(part.replace("\u200c", "").split())
        assert "Approvers/ada" in told
        assert approval["comment"] in told


@pytest.mark.parametrize("ids", [("a", "b"), ("b", "a")])
def test_of_two_that_opened_within_a_second_the_one_that_waits_is_the_later(ids):
    first, second = (
        {"action_execution_id": id_, "started_at": "2026-08-24T06:05:07Z", "status": status}
        for id_, status in zip(ids, ("APPROVED", "WAITING"), strict=True)
    )
    record = Record(
        "e-1", {"status": "AWAITING_APPROVAL"}, {each["action_execution_id"]: each for each in (first, second)}
    )

    assert record.waiting_approval == second


def test_one_of_two_does_not_decide(world, pipeline):
    pipeline.open_approval()
    pipeline.approve_once()

    _tell(world, pipeline)

    record = world.reviews.read("e-1")
    assert record.status is Status.AWAITING_APPROVAL
    assert "decision" not in record.main
    assert record.waiting_approval is None


def test_both_decide_together_and_the_last_is_named(world, pipeline):
    pipeline.open_approval()
    pipeline.approve()

    _tell(world, pipeline)

    main = world.reviews.read("e-1").main
    assert (main["status"], main["decision"], main["decided_by"]) == ("APPROVED", "APPROVED", SECOND_APPROVER)


def test_one_no_is_enough(world, pipeline):
    pipeline.open_approval()
    pipeline.approve_once()
    pipeline.open_approval()
    pipeline.reject()

    _tell(world, pipeline)

    assert world.reviews.read("e-1").status is Status.REJECTED


@pytest.mark.parametrize(("all_actions", "status"), [(False, Status.APPROVED), (True, Status.AWAITING_APPROVAL)])
def test_after_a_no_the_stage_can_ask_one_or_both_again(world, pipeline, all_actions, status):
    pipeline.open_approval()
    pipeline.approve_once()
    pipeline.open_approval()
    pipeline.reject()
    pipeline.retry(all_actions=all_actions)
    pipeline.open_approval()
    pipeline.approve_once()

    _tell(world, pipeline)

    assert world.reviews.read("e-1").status is status


def test_the_events_may_come_in_any_order(world, pipeline):
    pipeline.open_approval()
    pipeline.approve()

    _tell(world, pipeline, *reversed(pipeline.moments), *pipeline.moments)

    assert world.reviews.read("e-1").status is Status.APPROVED


def test_an_execution_ends_with_as_many_approvals_as_it_began_with(world, pipeline):
    pipeline.open_approval()
    pipeline.approve_once()
    _tell(world, pipeline, pipeline.moments[0])
    pipeline.required = 1  # the setting has changed meanwhile

    _tell(world, pipeline)

    assert world.reviews.read("e-1").status is Status.AWAITING_APPROVAL
