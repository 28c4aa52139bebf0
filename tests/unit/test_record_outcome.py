"""Step 12: how an execution ended is on the record; what was deployed is the next baseline."""

from dataclasses import replace

import pytest

from lambdas.record_outcome import handler as step
from lambdas.shared.aws import observer
from lambdas.shared.domain.execution import Execution, ExecutionStatus
from lambdas.shared.domain.status import Status
from tests.events import recorded
from tests.unit.fake_codepipeline import APPROVER, COMMIT, FakeCodePipeline
from tests.unit.fake_world import SETTINGS, World


@pytest.fixture
def world(monkeypatch):
    world = World()
    monkeypatch.setattr(step, "observer", lambda: world.observer)
    monkeypatch.setattr(observer, "read_settings", lambda _name: SETTINGS)
    return world


def _deployed(world):
    pipeline = FakeCodePipeline()
    pipeline.build()
    pipeline.open_approval()
    pipeline.approve()
    pipeline.deploy()
    world.pipelines.executions = {"e-1": pipeline.moments[-1].execution}
    return pipeline.moments[-1].event


def test_a_deployment_becomes_the_baseline(world, lambda_context):
    world.records.capture("e-1")
    event = _deployed(world)

    step.handler(event, lambda_context)

    main = world.reviews.read("e-1").main
    assert (main["status"], main["outcome_summary"]) == ("DEPLOYED", "Deploy Succeeded")
    assert (main["deployed_pipeline_name"], main["deployed_at"]) == ("sorting", event["time"])
    assert (main["deployed_commit_id"], main["is_deployed_as_described"]) == (COMMIT, True)


def test_the_end_brings_the_decision_whose_event_was_lost(world, lambda_context):
    world.records.capture("e-1")

    step.handler(_deployed(world), lambda_context)

    main = world.reviews.read("e-1").main
    assert (main["decision"], main["decided_by"]) == ("APPROVED", APPROVER)


def test_a_deployment_that_nobody_reviewed_is_a_baseline_too(world, lambda_context):
    """Extraction failed, or the pipeline has no review yet: it stands in production all the same."""
    step.handler(_deployed(world), lambda_context)

    main = world.reviews.read("e-1").main
    assert (main["status"], main["commit_id"], main["deployed_pipeline_name"]) == ("DEPLOYED", COMMIT, "sorting")


def test_an_end_that_codepipeline_has_forgotten_is_recorded_as_it_came(world, lambda_context):
    step.handler(recorded("execution_failed"), lambda_context)

    assert world.reviews.read("e-1").status is Status.FAILED


def _deploy(world, execution_id, *, commit, at, created_at):
    world.records.capture(
        execution_id,
        commit_id=commit,
        created_at=created_at,
        execution_state="SUCCEEDED",
        execution_state_at=at,
        ended_at=at,
        deployed_at=at,
        deployed_pipeline_name="sorting",
        status="DEPLOYED",
    )


@pytest.fixture
def rolled_back(world):
    """Two deployments, and then a rollback from the second to the first."""
    _deploy(world, "e-old", commit="a" * 40, at="2026-08-22T10:00:00Z", created_at="2026-08-22T09:00:00Z")
    _deploy(world, "e-new", commit="b" * 40, at="2026-08-23T10:00:00Z", created_at="2026-08-23T09:00:00Z")
    rollback = Execution("e-back", "sorting", ExecutionStatus.SUCCEEDED, region="eu-west-1", rollback_target="e-old")
    world.pipelines.executions = {"e-back": rollback}
    return world


def test_a_rollback_deploys_the_commit_it_goes_back_to(rolled_back, lambda_context):
    step.handler(recorded("execution_succeeded", execution_id="e-back"), lambda_context)

    main = rolled_back.reviews.read("e-back").main
    assert (main["status"], main["commit_id"]) == ("DEPLOYED", "a" * 40)
    assert (main["rollback_target_execution_id"], main["rolled_back_execution_id"]) == ("e-old", "e-new")


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_rollback_undoes_the_execution_before_it_and_no_other_however_often_it_is_told(
    rolled_back, lambda_context, times
):
    for _ in range(times):
        step.handler(recorded("execution_succeeded", execution_id="e-back"), lambda_context)

    statuses = {id_: rolled_back.reviews.read(id_).status for id_ in ("e-old", "e-new")}
    assert statuses == {"e-old": Status.DEPLOYED, "e-new": Status.ROLLED_BACK}
    assert rolled_back.reviews.read("e-new").main["rolled_back_by_execution_id"] == "e-back"


def test_a_rollback_told_late_does_not_undo_what_was_deployed_after_it(rolled_back, lambda_context):
    _deploy(rolled_back, "e-later", commit="c" * 40, at="2026-08-25T10:00:00Z", created_at="2026-08-25T09:00:00Z")

    step.handler(recorded("execution_succeeded", execution_id="e-back"), lambda_context)

    assert rolled_back.reviews.read("e-later").status is Status.DEPLOYED
    assert rolled_back.reviews.read("e-new").status is Status.ROLLED_BACK


def test_a_rollback_that_failed_undoes_nothing(rolled_back, lambda_context):
    failed = replace(rolled_back.pipelines.executions["e-back"], status=ExecutionStatus.FAILED)
    rolled_back.pipelines.executions = {"e-back": failed}

    step.handler(recorded("execution_failed", execution_id="e-back"), lambda_context)

    assert rolled_back.reviews.read("e-new").status is Status.DEPLOYED
    assert rolled_back.reviews.read("e-back").status is Status.FAILED
