"""
Whatever is lost, doubled, late or out of order: after the reconciler, the record says what CodePipeline says.

A history of one execution is drawn, and how its events reach the steps: each up to three times, at any later moment, or
never. The stream calls as often as it likes, SES refuses or does not answer, the analysis is late or never comes, the
change cannot be read, now or again.
"""

from contextlib import suppress
from dataclasses import replace

import pytest
from botocore.exceptions import ReadTimeoutError
from hypothesis import given, note, settings
from hypothesis import strategies as st

from lambdas.reconcile import overdue
from lambdas.reconcile import reconciler as reconciler_module
from lambdas.reconcile.reconciler import Reconciler
from lambdas.record_approval import handler as record_approval
from lambdas.record_delivery import handler as record_delivery
from lambdas.record_outcome import handler as record_outcome
from lambdas.shared.aws import brief_sender, observer
from lambdas.shared.aws.mailer import MailRefusedError
from lambdas.shared.domain.status import Status
from lambdas.shared.domain.tampering import find_tampering
from lambdas.shared.domain.times import later
from tests.events import recorded
from tests.unit.fake_codepipeline import FakeCodePipeline
from tests.unit.fake_world import SETTINGS, World
from tests.unit.sample_briefs import sample_review

_FAILURES = [
    (MailRefusedError("TooManyRequestsException"), False),
    (MailRefusedError("SendingPausedException"), False),
    (MailRefusedError("MessageRejected"), False),
    (ReadTimeoutError(endpoint_url="https://email"), True),
    (ReadTimeoutError(endpoint_url="https://email"), False),
]


_ERRORS = [None, "The change could not be extracted: the disk is full.", "The repository has no commit yet."]


@st.composite
def histories(draw):
    """An execution, from its build to wherever it got."""
    pipeline = FakeCodePipeline(required=draw(st.sampled_from([1, 1, 2])))
    if draw(st.booleans()):
        pipeline.fail_to_build()
        if draw(st.booleans()):
            return pipeline
        pipeline.retry()
    pipeline.build()
    if draw(st.integers(0, 9)) == 0:
        pipeline.supersede()
        return pipeline
    return _decided(draw, pipeline)


def _decided(draw, pipeline):
    for _attempt in range(3):
        pipeline.open_approval()
        while pipeline.given < pipeline.required - 1 and draw(st.booleans()):
            pipeline.approve_once()
            pipeline.open_approval()
        decision = draw(st.sampled_from(["approve", "reject", "expire", "stop", "wait"]))
        if decision == "wait":
            return pipeline
        getattr(pipeline, decision)()
        if decision == "approve":
            return _deployed(draw, pipeline)
        if draw(st.booleans()):
            return pipeline
        pipeline.retry(all_actions=draw(st.booleans()))
    pipeline.open_approval()
    return pipeline


def _deployed(draw, pipeline):
    if draw(st.booleans()):
        pipeline.fail_to_deploy()
        if draw(st.booleans()):
            return pipeline
        pipeline.retry_deployment()
    if draw(st.booleans()):
        pipeline.deploy()
    return pipeline


@st.composite
def schedules(draw):
    """A history, and at which moments the change is captured, events come, the review is saved, the stream calls."""
    pipeline = draw(histories())
    end = len(pipeline.moments)
    deliveries = [
        (draw(st.integers(number, end)), moment.event)
        for number, moment in enumerate(pipeline.moments)
        if moment.event
        for _copy in range(draw(st.integers(0, 3)))
    ]
    building = next((number for number, moment in enumerate(pipeline.moments) if "Approv" in str(moment.event)), end)
    captures = draw(st.lists(st.tuples(st.integers(0, building), st.sampled_from(_ERRORS)), max_size=3))
    review = draw(st.none() | st.integers(0, end))
    calls = draw(st.lists(st.integers(0, end), max_size=6))
    return pipeline, draw(st.permutations(deliveries)), captures, review, calls


@given(
    schedule=schedules(),
    failures=st.lists(st.sampled_from(_FAILURES), max_size=3),
    jumps=st.lists(st.sampled_from([-9, -1, 0, 1, 9]), min_size=1, max_size=4),
    bounces=st.lists(st.integers(1, 8), max_size=3),
)
@settings(max_examples=150)
def test_after_the_reconciler_the_record_says_what_codepipeline_says(schedule, failures, jumps, bounces):
    pipeline, deliveries, captures, review, calls = schedule
    note("\n".join(map(str, pipeline.moments)))
    world = World()
    world.mailer.failures = list(failures)

    with pytest.MonkeyPatch.context() as patch:
        _connect(patch, world, required=pipeline.required)
        for tick in range(len(pipeline.moments) + 1):
            _move(world, pipeline, tick, skew=jumps[tick % len(jumps)])
            for error in [error for at, error in captures if at == tick]:
                _extract(world, error, tick=tick)
            for at, event in deliveries:
                if at == tick:
                    _deliver(event)
            if review == tick and _is_captured(world):
                world.reviews.save_review("e-1", sample_review(evidence=None))
            for _call in range(calls.count(tick)):
                _hear_stream(world)
            for _copy in range(bounces.count(tick)):
                _bounce(world)
            _assert_not_approved_too_early(world, pipeline, tick)
        _reconcile(world)

    _assert_agreement(world, pipeline, captures=sum(error is None for _at, error in captures))


def _connect(patch: pytest.MonkeyPatch, world: World, *, required: int) -> None:
    set_ = replace(SETTINGS, approvals=required, second_approver_email="other@example.com")
    for module in (record_approval, brief_sender, observer, overdue):
        patch.setattr(module, "read_settings", lambda _name: set_)
    patch.setattr(reconciler_module, "pipelines_under_review", lambda: ("sorting",))
    patch.setattr(record_approval, "reviews", lambda: world.reviews)
    patch.setattr(record_approval, "pipelines", lambda: world.pipelines)
    patch.setattr(record_delivery, "reviews", lambda: world.reviews)
    patch.setattr(record_outcome, "observer", lambda: world.observer)


def _move(world: World, pipeline: FakeCodePipeline, tick: int, *, skew: int) -> None:
    """
    After the last moment nothing happens any more, but events still come.

    The functions' clock is `skew` minutes off CodePipeline's: functions run on many hosts, and clocks jump.
    """
    if tick < len(pipeline.moments):
        moment = pipeline.moments[tick]
        world.clock.at = later(moment.at, minutes=skew)
        world.pipelines.executions = {"e-1": moment.execution}
    else:
        world.clock.pass_minutes(1)


def _extract(world: World, error: str | None, *, tick: int) -> None:
    if error:
        world.records.fail_to_capture("e-1", error)
    else:
        world.records.capture("e-1", diff_sha256=f"{tick:064}")


def _is_captured(world: World) -> bool:
    main = world.reviews.read("e-1").main
    return "diff_sha256" in main and "extraction_error" not in main


def _deliver(event: dict[str, object]) -> None:
    is_approval = "Action" in str(event["detail-type"])
    step = record_approval if is_approval else record_outcome
    step.handler(event, _Context())


def _bounce(world: World) -> None:
    """The newest mail comes back from the first of its addresses."""
    if not world.mailer.letters:
        return
    event = recorded("mail_bounced", time=world.clock.at)
    event["detail"]["mail"]["messageId"] = f"message-{len(world.mailer.letters)}"
    event["detail"]["mail"]["tags"] |= {"claim": [world.mailer.letters[-1].tags["claim"]]}
    event["detail"]["bounce"]["bouncedRecipients"] = [{"emailAddress": world.mailer.letters[-1].to[0]}]
    record_delivery.handler(event, _Context())


class _Context:
    function_name = "step"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:eu-west-1:111122223333:function:step"
    aws_request_id = "request-1"


def _hear_stream(world: World) -> None:
    with suppress(MailRefusedError, ReadTimeoutError):
        world.sender.send_due("e-1")


def _reconcile(world: World) -> None:
    for _run in range(12):
        world.clock.pass_minutes(5)
        _tally, errors = Reconciler(world.sender).run()
        assert all(isinstance(error, (MailRefusedError, ReadTimeoutError)) for error in errors)


def _assert_agreement(world: World, pipeline: FakeCodePipeline, *, captures: int) -> None:
    record = world.reviews.read("e-1")
    if not record.exists:
        assert pipeline.truth.is_open  # it builds: there is nothing to say of it yet
        assert not pipeline.approvals
        return
    if pipeline.approvals or not pipeline.truth.is_open:
        assert record.status is pipeline.truth
    assert record.main.get("decision") == pipeline.decision
    if pipeline.decision in {"APPROVED", "REJECTED"}:
        assert record.main["decided_by"] == pipeline.decided_by
    assert find_tampering(record) == ()
    told = [entry.event for entry in record.trail]
    assert told.count("approval opened") <= pipeline.approvals
    assert told.count("review saved") <= max(captures, 1)
    _assert_mails(world, pipeline)


def _assert_not_approved_too_early(world: World, pipeline: FakeCodePipeline, tick: int) -> None:
    main = world.reviews.read("e-1").main
    if main.get("status") == "APPROVED" or main.get("decision") == "APPROVED":
        assert pipeline.moments[min(tick, len(pipeline.moments) - 1)].is_approved


def _assert_mails(world: World, pipeline: FakeCodePipeline) -> None:
    for error in filter(None, _ERRORS):
        told = [letter.to for letter in world.notices() if error in " ".join(letter.text.split())]
        assert len(told) == len(set(told))
    main = world.reviews.read("e-1").main
    if pipeline.truth is Status.FAILED and "extraction_error" in main:
        told = [letter for letter in world.mailer.letters if main["extraction_error"] in " ".join(letter.text.split())]
        assert told
    asked = [(letter.to, letter.text.partition("/approve/")[2].split()[0]) for letter in world.originals()]
    assert len(asked) == len(set(asked))
    if pipeline.waiting and pipeline.truth is Status.AWAITING_APPROVAL:
        told = [letter for letter in world.mailer.letters if f"/approve/{pipeline.waiting}" in letter.text]
        assert told
