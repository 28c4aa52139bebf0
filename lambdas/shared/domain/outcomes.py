"""How an execution ended, as CodePipeline tells of it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from lambdas.shared.domain.amendment import RESUMED
from lambdas.shared.domain.events import PipelineEvent, RefusedEventError
from lambdas.shared.domain.execution import Execution, ExecutionStatus
from lambdas.shared.domain.redaction import redact_text

_DETAIL_TYPE = "CodePipeline Pipeline Execution State Change"


class State(StrEnum):
    """The states of an execution that matter here. STARTED and STOPPING say nothing that lasts."""

    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"
    STOPPED = "STOPPED"
    CANCELED = "CANCELED"
    SUPERSEDED = "SUPERSEDED"
    RESUMED = RESUMED  # a failed stage is retried


_STATES = {
    ExecutionStatus.SUCCEEDED: State.SUCCEEDED,
    ExecutionStatus.FAILED: State.FAILED,
    ExecutionStatus.STOPPED: State.STOPPED,
    ExecutionStatus.CANCELLED: State.CANCELED,
    ExecutionStatus.SUPERSEDED: State.SUPERSEDED,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    execution_id: str
    pipeline_name: str
    state: State
    at: str  # when it entered this state
    started_at: str
    region: str | None = None
    account_id: str | None = None
    summary: str | None = None  # how the deploy action ended, in its own words
    commit_id: str | None = None  # what the execution carried
    rollback_target: str | None = None  # execution id; set exactly for a rollback


def read_outcome(event: object, *, account_id: str | None = None) -> Outcome:
    """
    Turn CodePipeline's "Pipeline Execution State Change" into an `Outcome`; with `account_id`, one of this account.

    Raises:
        RefusedEventError: another kind of event, a state that says nothing that lasts, another account or shape.
    """
    told = PipelineEvent.read(event, detail_type=_DETAIL_TYPE, account_id=account_id)
    if told.text("state") not in set(State):
        raise RefusedEventError("The event tells no end of an execution.")
    return Outcome(
        execution_id=told.text("execution-id"),
        pipeline_name=told.text("pipeline"),
        state=State(told.text("state")),
        at=told.at,
        started_at=told.instant("start-time"),
        region=told.region,
        account_id=told.account_id,
    )


def outcome_of(execution: Execution, *, now: str) -> Outcome | None:
    """The API's own account of the end; None while the execution goes on."""
    if not execution.status.is_final:
        return None
    at = execution.updated_at or now
    state = _STATES[execution.status]
    started_at = execution.started_at or at
    return Outcome(
        execution.execution_id, execution.pipeline_name, state, at=at, started_at=started_at, region=execution.region
    )


def completed(outcome: Outcome, execution: Execution) -> Outcome:
    """The outcome with what its event does not carry."""
    words = None if outcome.state is State.RESUMED else execution.last_words
    return replace(
        outcome,
        summary=redact_text(words)[0] if words else None,
        commit_id=execution.commit_id,
        rollback_target=execution.rollback_target,
    )
