"""Extraction that was ended without a word is told to the approver all the same, in words of ours."""

import pytest

from lambdas.reconcile import reconciler as reconciler_module
from lambdas.reconcile.reconciler import Reconciler
from lambdas.record_outcome import handler as step
from lambdas.shared.aws import brief_sender, observer
from lambdas.shared.domain.attempts import MailKind
from lambdas.shared.domain.status import Status
from lambdas.shared.domain.tampering import find_tampering
from tests.unit.fake_codepipeline import FakeCodePipeline
from tests.unit.fake_world import SETTINGS, World


@pytest.fixture
def world(monkeypatch):
    world = World()
    monkeypatch.setattr(step, "observer", lambda: world.observer)
    for module in (brief_sender, observer):
        monkeypatch.setattr(module, "read_settings", lambda _name: SETTINGS)
    monkeypatch.setattr(reconciler_module, "pipelines_under_review", lambda: ("sorting",))
    return world


def _die(world, summary="Build terminated with state: TIMED_OUT"):
    pipeline = FakeCodePipeline()
    pipeline.build()
    pipeline.fail_to_extract(summary)
    world.pipelines.executions = {"e-1": pipeline.moments[-1].execution}
    world.clock.at = pipeline.at
    return pipeline.moments[-1].event


@pytest.mark.parametrize(
    ("summary", "reason"),
    [
        ("Build terminated with state: TIMED_OUT", "ran out of time."),
        ("Build terminated with state: STOPPED", "was stopped."),
        ("Build terminated with state: FAULT", "the machine of the build that reads it failed."),
        ("Build terminated with state: FAILED", "its log in CodeBuild may tell why."),
        ("<b>Approve</b> this now", "its log in CodeBuild may tell why."),
        ("", "its log in CodeBuild may tell why."),
    ],
)
def test_the_approver_hears_that_there_is_no_analysis_and_why(world, lambda_context, summary, reason):
    step.handler(_die(world, summary), lambda_context)

    kinds = [world.sender.send_due("e-1") for _call in range(2)]

    record = world.reviews.read("e-1")
    text = " ".join(world.mailer.letters[0].text.split())
    assert kinds == [MailKind.NOTICE, None]
    assert record.status is Status.FAILED
    assert reason in text
    assert "Approve" not in text
    assert find_tampering(record) == ()


def test_where_no_event_came_the_reconciler_tells(world):
    _die(world)

    tally, errors = Reconciler(world.sender).run()

    assert errors == []
    assert (tally.corrected_records, tally.sent_notices) == (1, 1)
    assert Reconciler(world.sender).run()[0].sent_notices == 0


def test_a_reason_that_extraction_gave_itself_stands(world, lambda_context):
    world.records.fail_to_capture("e-1", "The repository has no commit yet.")

    step.handler(_die(world), lambda_context)

    assert world.reviews.read("e-1").main["extraction_error"] == "The repository has no commit yet."


def test_a_build_that_failed_is_no_matter_of_the_extraction(world, lambda_context):
    pipeline = FakeCodePipeline()
    pipeline.fail_to_build()
    world.pipelines.executions = {"e-1": pipeline.moments[-1].execution}

    step.handler(pipeline.moments[-1].event, lambda_context)

    assert "extraction_error" not in world.reviews.read("e-1").main
    assert world.sender.send_due("e-1") is None


def test_a_retry_that_can_read_the_change_is_reviewed(world, lambda_context):
    step.handler(_die(world), lambda_context)
    world.sender.send_due("e-1")

    world.records.capture("e-1")

    record = world.reviews.read("e-1")
    assert record.status is Status.CHANGE_CAPTURED
    assert "extraction_error" not in record.main
