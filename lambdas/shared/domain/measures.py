"""What is measured of each pipeline; dashboard and alarms name these, and a test holds them to it."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from lambdas.shared.domain.approvals import Approval
from lambdas.shared.domain.review import Level, Review
from lambdas.shared.domain.times import read_time


class Unit(StrEnum):
    """CloudWatch's words."""

    COUNT = "Count"
    MILLISECONDS = "Milliseconds"
    SECONDS = "Seconds"
    NONE = "None"


class Measure(StrEnum):
    REVIEW_WRITTEN = "ReviewWritten"
    REVIEW_WITHOUT_MODEL = "ReviewWithoutModel"
    REVIEW_TIME = "ReviewTime"  # from the captured change to the saved review
    MODEL_LATENCY = "ModelLatency"
    INPUT_TOKENS = "InputTokens"
    OUTPUT_TOKENS = "OutputTokens"
    REVIEW_COST_USD = "ReviewCostUsd"
    CLAIMS_DROPPED = "ClaimsDropped"
    RISK_LEVEL = "RiskLevel"  # 0 (low) to 3 (critical)
    BRIEF_SENT = "BriefSent"
    NOTICE_SENT = "NoticeSent"
    PUSHERS_UNREAD = "PushersUnread"  # a brief went out without saying who pushed, though that may be known
    ANNOUNCED = "Announced"
    ANNOUNCEMENT_REFUSED = "AnnouncementRefused"
    APPROVAL_STARTED = "ApprovalStarted"
    APPROVAL_SUCCEEDED = "ApprovalSucceeded"
    APPROVAL_FAILED = "ApprovalFailed"  # rejected or expired
    APPROVAL_ABANDONED = "ApprovalAbandoned"
    APPROVAL_CANCELED = "ApprovalCanceled"
    DECISION_TIME = "DecisionTime"  # from the opened approval to its end
    EXECUTION_SUCCEEDED = "ExecutionSucceeded"
    EXECUTION_FAILED = "ExecutionFailed"
    EXECUTION_STOPPED = "ExecutionStopped"
    EXECUTION_CANCELED = "ExecutionCanceled"
    EXECUTION_SUPERSEDED = "ExecutionSuperseded"
    EXECUTION_RESUMED = "ExecutionResumed"
    WAITING_APPROVALS = "WaitingApprovals"
    LONGEST_WAIT = "LongestWait"  # of an approval that nobody has decided, since its execution began


_UNITS: Mapping[Measure, Unit] = {
    Measure.REVIEW_TIME: Unit.SECONDS,
    Measure.MODEL_LATENCY: Unit.MILLISECONDS,
    Measure.REVIEW_COST_USD: Unit.NONE,
    Measure.RISK_LEVEL: Unit.NONE,
    Measure.DECISION_TIME: Unit.SECONDS,
    Measure.LONGEST_WAIT: Unit.SECONDS,
}


def unit_of(measure: Measure) -> Unit:
    return _UNITS.get(measure, Unit.COUNT)


def review_measures(review: Review) -> dict[Measure, float]:
    """What a review cost and found."""
    used = review.model
    by_model = (
        {}
        if used is None
        else {
            Measure.MODEL_LATENCY: used.latency_ms,
            Measure.INPUT_TOKENS: used.input_tokens,
            Measure.OUTPUT_TOKENS: used.output_tokens,
            Measure.REVIEW_COST_USD: used.cost_usd or 0.0,
        }
    )
    return {
        Measure.REVIEW_WRITTEN: 1,
        Measure.REVIEW_WITHOUT_MODEL: int(used is None),
        Measure.CLAIMS_DROPPED: review.grounding.dropped,
        Measure.RISK_LEVEL: list(Level).index(review.risk.level),
        **by_model,
    }


def approval_measures(approval: Approval) -> dict[Measure, float]:
    """That an approval opened, or how and after what time it ended."""
    name = Measure(f"Approval{approval.state.title()}")
    if approval.is_waiting:
        return {name: 1}
    return {name: 1, Measure.DECISION_TIME: seconds_between(approval.started_at, approval.at)}


def waiting_measures(started: Sequence[str], *, now: str) -> dict[Measure, float]:
    """How many approvals wait, and for how long the first; `started`: when the execution of each began."""
    longest = max((seconds_between(at, now) for at in started), default=0.0)
    return {Measure.WAITING_APPROVALS: len(started), Measure.LONGEST_WAIT: longest}


def seconds_between(earlier: str, later: str) -> float:
    """Between two instants of a record; never less than nothing, whatever two clocks say."""
    return max((read_time(later) - read_time(earlier)).total_seconds(), 0.0)
