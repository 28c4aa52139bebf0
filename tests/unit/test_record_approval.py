"""Step 11: an approval that opened or was decided is on the record, with who decided."""

from dataclasses import replace

import pytest

from lambdas.record_approval import handler as step
from lambdas.shared.domain.events import RefusedEventError
from lambdas.shared.domain.status import Status
from tests.events import recorded
from tests.unit.fake_codepipeline import APPROVER, FakeCodePipeline
from tests.unit.fake_world import SETTINGS, World


@pytest.fixture
def world(monkeypatch):
    world = World()
    monkeypatch.setattr(step, "reviews", lambda: world.reviews)
    monkeypatch.setattr(step, "pipelines", lambda: world.pipelines)
    monkeypatch.setattr(step, "read_settings", lambda _name: SETTINGS)
    return world


@pytest.mark.parametrize(
    ("decide", "event", "decision"),
    [
        ("approve", "approval_succeeded_with_comment", "APPROVED"),
        ("reject", "approval_rejected_with_comment", "REJECTED"),
    ],
)
def test_a_decision_is_recorded_with_its_comment_and_its_author(world, lambda_context, decide, event, decision):
    pipeline = FakeCodePipeline()
    pipeline.open_approval()
    getattr(pipeline, decide)()
    world.pipelines.executions = {"e-1": pipeline.moments[-1].execution}

    step.handler(recorded(event), lambda_context)

    main = world.reviews.read("e-1").main
    assert (main["decision"], main["decided_by"]) == (decision, APPROVER)
    assert main["comment"] == recorded(event)["detail"]["execution-result"]["external-execution-summary"]


def test_an_approval_that_opened_waits(world, lambda_context):
    step.handler(recorded("approval_started"), lambda_context)

    record = world.reviews.read("e-1")
    assert record.status is Status.AWAITING_APPROVAL
    assert record.waiting_approval["expires_at"] == "2026-08-31T06:05:07Z"


def test_a_decision_about_an_execution_that_codepipeline_forgot_is_recorded_as_it_came(world, lambda_context):
    step.handler(recorded("approval_succeeded_without_comment"), lambda_context)

    assert world.reviews.read("e-1").main["decided_by"] == "arn:aws:sts::111122223333:assumed-role/Approvers/ada"


def test_a_decision_that_codepipeline_does_not_attribute_yet_is_recorded_without_its_author(world, lambda_context):
    pipeline = FakeCodePipeline()
    pipeline.open_approval()
    world.pipelines.executions = {"e-1": pipeline.moments[-1].execution}

    step.handler(recorded("approval_succeeded_with_comment"), lambda_context)

    assert world.reviews.read("e-1").status is Status.APPROVED
    assert "decided_by" not in world.reviews.read("e-1").main


@pytest.mark.filterwarnings("ignore:No application metrics to publish")
def test_what_is_no_approval_is_refused_and_kept_with_the_failed_events(world, lambda_context):
    with pytest.raises(RefusedEventError):
        step.handler(recorded("build_succeeded"), lambda_context)


def test_another_approval_of_a_teams_own_pipeline_is_left_alone(world, lambda_context, monkeypatch):
    monkeypatch.setattr(step, "read_settings", lambda _name: replace(SETTINGS, approval_action="Release"))

    step.handler(recorded("approval_started"), lambda_context)

    assert not world.reviews.read("e-1").exists
