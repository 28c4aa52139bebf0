"""What no event brought is found and put right; what is right is left alone."""

import pytest

from lambdas.reconcile import handler as step
from lambdas.reconcile import overdue
from lambdas.reconcile import reconciler as reconciler_module
from lambdas.reconcile.doubts import is_doubtful
from lambdas.reconcile.reconciler import Reconciler, Tally
from lambdas.reconcile.turns import Forgetful
from lambdas.shared.aws import brief_sender, observer
from lambdas.shared.aws.mailer import MailRefusedError
from lambdas.shared.domain.approvals import read_approval
from lambdas.shared.domain.execution import ExecutionStatus, RecentExecution
from lambdas.shared.domain.status import Status
from lambdas.shared.domain.times import later
from tests.events import recorded
from tests.unit.fake_codepipeline import FakeCodePipeline
from tests.unit.fake_world import SETTINGS, FakeFailedEvents, World
from tests.unit.sample_briefs import sample_review

_NOTHING = Tally(0, 0, 0, 0, 0, 0, 0, 0)


@pytest.fixture
def world(monkeypatch):
    for module in (brief_sender, observer, overdue):
        monkeypatch.setattr(module, "read_settings", lambda _name: SETTINGS)
    monkeypatch.setattr(reconciler_module, "pipelines_under_review", lambda: ("sorting",))
    world = World()
    monkeypatch.setattr(step, "reconciler", lambda: Reconciler(world.sender))
    monkeypatch.setattr(step, "progress", Forgetful)
    monkeypatch.setattr(step, "failed_events", FakeFailedEvents)
    return world


@pytest.fixture
def pipeline():
    pipeline = FakeCodePipeline()
    pipeline.build()
    return pipeline


def _run(world, pipeline=None):
    if pipeline:
        world.pipelines.executions = {"e-1": pipeline.moments[-1].execution}
        world.clock.at = pipeline.at
    tally, errors = Reconciler(world.sender).run()
    assert errors == []
    return tally


def _open_approval(world, pipeline):
    pipeline.open_approval()
    world.reviews.add_approval(read_approval(pipeline.moments[-1].event), timeout_minutes=10_080)


def test_a_good_day_changes_nothing(world, pipeline):
    world.records.capture("e-1")
    world.reviews.save_review("e-1", sample_review())
    _open_approval(world, pipeline)
    world.sender.send_due("e-1")
    before = world.reviews.read("e-1")

    tally = _run(world, pipeline)

    assert tally == _NOTHING
    assert world.reviews.read("e-1") == before


def test_nothing_under_review_is_nothing_to_do(world, lambda_context):
    step.handler({}, lambda_context)

    assert world.records.writings == []


@pytest.mark.parametrize(
    ("happen", "status"),
    [
        (("open_approval", "approve"), Status.APPROVED),
        (("open_approval", "reject"), Status.REJECTED),
        (("open_approval", "expire"), Status.EXPIRED),
        (("open_approval", "stop"), Status.STOPPED),
        (("open_approval", "approve", "deploy"), Status.DEPLOYED),
        (("open_approval", "approve", "fail_to_deploy"), Status.DEPLOY_FAILED),
        (("supersede",), Status.SUPERSEDED),
    ],
)
def test_what_no_event_told_is_recorded(world, pipeline, happen, status):
    world.records.capture("e-1")
    for name in happen:
        getattr(pipeline, name)()

    tally = _run(world, pipeline)

    assert tally.corrected_records == 1
    assert world.reviews.read("e-1").status is status


def test_a_rejection_that_was_retried_without_a_word_waits_again(world, pipeline):
    world.records.capture("e-1")
    pipeline.open_approval()
    pipeline.reject()
    _run(world, pipeline)
    pipeline.retry()
    pipeline.open_approval()

    _run(world, pipeline)

    record = world.reviews.read("e-1")
    assert record.waiting_approval["action_execution_id"] == "a-2"
    assert record.status.is_open


def test_who_decided_is_added_when_the_event_came_too_early_for_it(world, pipeline):
    world.records.capture("e-1")
    _open_approval(world, pipeline)
    pipeline.approve()
    world.reviews.add_approval(read_approval(pipeline.moments[-1].event), timeout_minutes=10_080)

    _run(world, pipeline)

    assert world.reviews.read("e-1").main["decided_by"].endswith("Approvers/ada")


def test_a_pipeline_that_is_gone_is_not_waited_for(world):
    world.records.capture("e-1")

    tally = _run(world)

    assert tally.corrected_records == 1
    assert world.reviews.read("e-1").status is Status.STOPPED


def test_a_review_that_does_not_come_is_replaced_by_the_facts_which_say_so(world, pipeline):
    world.records.capture("e-1")
    _open_approval(world, pipeline)
    too_early = _run(world, pipeline)
    pipeline.at = "2026-08-24T06:20:00Z"

    tally = _run(world, pipeline)

    review = world.reviews.read_review(world.reviews.read_main("e-1"))
    assert too_early.overdue_reviews == 0
    assert (tally.overdue_reviews, tally.sent_briefs) == (1, 1)
    assert review.model is None
    assert "not ready in time" in review.unavailable_reason
    assert "without a review" in world.subjects[0]


def test_a_review_by_the_model_that_comes_after_the_facts_were_mailed_changes_nothing(world, pipeline):
    world.records.capture("e-1")
    _open_approval(world, pipeline)
    pipeline.at = "2026-08-24T06:20:00Z"
    _run(world, pipeline)
    digest = world.reviews.read("e-1").main["review_digest"]

    is_saved = world.reviews.save_review("e-1", sample_review())

    assert not is_saved
    assert world.reviews.read("e-1").main["review_digest"] == digest


def test_an_approval_of_which_no_change_was_captured_is_mailed_all_the_same(world, pipeline):
    _open_approval(world, pipeline)
    pipeline.at = "2026-08-24T06:20:00Z"

    tally = _run(world, pipeline)

    assert tally.sent_briefs == 1
    assert len(world.mailer.letters) == 1


def test_a_mail_that_the_stream_did_not_bring_goes_out(world, pipeline):
    world.records.capture("e-1")
    world.reviews.save_review("e-1", sample_review())
    _open_approval(world, pipeline)

    tally = _run(world, pipeline)

    assert tally.sent_briefs == 1


def test_an_error_of_extraction_does_not_stand_over_the_end_of_the_execution(world, pipeline):
    """The build went on after its pipeline was stopped."""
    pipeline.build()
    world.records.capture("e-1")
    pipeline.supersede()
    _run(world, pipeline)
    world.records.fail_to_capture("e-1", "The repository is damaged.")

    _run(world, pipeline)

    assert world.reviews.read("e-1").status is Status.SUPERSEDED
    assert world.mailer.letters == []


def test_a_notice_that_the_stream_did_not_bring_goes_out_once(world, pipeline):
    pipeline.fail_to_build()
    world.records.fail_to_capture("e-1", "The repository is damaged.")

    tallies = [_run(world, pipeline) for _run_number in range(2)]

    assert [tally.sent_notices for tally in tallies] == [1, 0]
    assert world.subjects == ["[sorting] Not analysed: nothing was deployed"]


@pytest.mark.parametrize(("days", "sent"), [(2, 1), (4, 0)])
def test_a_notice_of_days_ago_is_not_sent_any_more(world, pipeline, days, sent):
    pipeline.fail_to_build()
    world.records.fail_to_capture("e-1", "The repository is damaged.")
    pipeline.at = later(pipeline.at, minutes=days * 24 * 60)

    assert _run(world, pipeline).sent_notices == sent


def test_nobody_is_told_of_a_pipeline_that_is_not_under_review_any_more(world, pipeline):
    pipeline.fail_to_build()
    world.records.fail_to_capture("e-1", "The repository is damaged.", pipeline_name="gone")

    assert _run(world, pipeline).sent_notices == 0


def test_an_approval_that_nobody_heard_of_is_counted(world, pipeline):
    world.records.capture("e-1")
    world.reviews.save_review("e-1", sample_review())
    _open_approval(world, pipeline)
    world.pipelines.executions = {"e-1": pipeline.moments[-1].execution}
    world.mailer.failures = [(MailRefusedError("SendingPausedException"), False)] * 9

    counts = []
    for _ in range(4):
        counts.append(Reconciler(world.sender).run()[0].unheard_approvals)
        world.clock.pass_minutes(5)

    assert counts == [0, 0, 0, 1]


def test_one_record_that_cannot_be_put_right_does_not_keep_the_others_waiting(world, pipeline, lambda_context):
    for execution_id in ("e-0", "e-1"):
        world.records.capture(execution_id)
        world.reviews.save_review(execution_id, sample_review())
        event = recorded("approval_started", execution_id=execution_id, action_execution_id=f"of-{execution_id}")
        world.reviews.add_approval(read_approval(event), timeout_minutes=10_080)
        world.pipelines.executions[execution_id] = pipeline.moments[-1].execution
    world.mailer.failures = [(MailRefusedError("SendingPausedException"), False)]

    with pytest.raises(ExceptionGroup) as failed:
        step.handler({}, lambda_context)

    assert len(failed.value.exceptions) == 1
    assert [letter.headers["X-Deployment-Review-Execution"] for letter in world.mailer.letters] == ["e-1"]


@pytest.mark.parametrize(
    ("api", "record", "is_in_doubt"),
    [
        (ExecutionStatus.SUCCEEDED, Status.DEPLOYED, False),
        (ExecutionStatus.SUCCEEDED, Status.ROLLED_BACK, False),
        (ExecutionStatus.SUCCEEDED, Status.APPROVED, True),
        (ExecutionStatus.SUCCEEDED, None, True),
        (ExecutionStatus.FAILED, Status.REJECTED, False),
        (ExecutionStatus.FAILED, Status.DEPLOYED, True),
        (ExecutionStatus.SUPERSEDED, Status.SUPERSEDED, False),
        (ExecutionStatus.STOPPED, Status.STOPPED, False),
        (ExecutionStatus.CANCELLED, Status.STOPPED, False),
        (ExecutionStatus.IN_PROGRESS, Status.REJECTED, True),
        (ExecutionStatus.IN_PROGRESS, None, True),
    ],
)
def test_a_record_is_doubted_where_it_does_not_agree_with_the_list(api, record, is_in_doubt):
    execution = RecentExecution("e-1", api, "2026-08-24T06:00:00Z")

    assert is_doubtful(execution, record, now="2026-08-24T09:00:00Z") is is_in_doubt


@pytest.mark.parametrize("status", [Status.FAILED, Status.REJECTED])
def test_a_fresh_failure_is_doubted_because_it_may_be_the_second(status):
    failed = RecentExecution("e-1", ExecutionStatus.FAILED, "2026-08-24T06:00:00Z")

    doubts = [is_doubtful(failed, status, now=f"2026-08-24T0{hour}:30:00Z") for hour in (6, 7)]

    assert doubts == [True, False]
