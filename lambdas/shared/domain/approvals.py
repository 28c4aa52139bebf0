"""A person's decision, as CodePipeline tells of it."""

from dataclasses import dataclass
from enum import StrEnum

from lambdas.shared.domain.events import PipelineEvent, RefusedEventError

_DETAIL_TYPE = "CodePipeline Action Execution State Change"


class ApprovalState(StrEnum):
    """The states of an approval action. There is none for a rejection or an expiry: both are FAILED."""

    STARTED = "STARTED"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"
    ABANDONED = "ABANDONED"  # the execution was stopped
    CANCELED = "CANCELED"


@dataclass(frozen=True, slots=True)
class Approval:
    """What is known of one approval action. Its id is the token of the link, and distinguishes a retried stage."""

    execution_id: str
    action_execution_id: str
    pipeline_name: str
    stage_name: str
    action_name: str
    state: ApprovalState
    started_at: str
    at: str  # when it entered this state
    summary: str | None = None  # the approver's comment; without one, CodePipeline's "Approved by arn:…"
    decided_by: str | None = None  # ARN; events do not carry it
    token: str | None = None  # of the link to it; None: the action execution id
    region: str | None = None
    account_id: str | None = None

    @property
    def is_waiting(self) -> bool:
        return self.state is ApprovalState.STARTED

    @property
    def is_decided(self) -> bool:
        return self.state in {ApprovalState.SUCCEEDED, ApprovalState.FAILED}


def read_approval(event: object, *, account_id: str | None = None) -> Approval:
    """
    Turn CodePipeline's "Action Execution State Change" into an `Approval`; with `account_id`, one of this account.

    Raises:
        RefusedEventError: another kind of event, category of action or state, another account or shape.
    """
    told = PipelineEvent.read(event, detail_type=_DETAIL_TYPE, account_id=account_id)
    if told.within("type").get("category") != "Approval":
        raise RefusedEventError("The event is of no approval.")
    if told.text("state") not in set(ApprovalState):
        raise RefusedEventError("The event tells no state of an approval.")
    summary = told.within("execution-result").get("external-execution-summary")
    return Approval(
        execution_id=told.text("execution-id"),
        action_execution_id=told.text("action-execution-id"),
        pipeline_name=told.text("pipeline"),
        stage_name=told.text("stage"),
        action_name=told.text("action"),
        state=ApprovalState(told.text("state")),
        started_at=told.instant("start-time"),
        at=told.at,
        summary=summary if isinstance(summary, str) else None,
        region=told.region,
        account_id=told.account_id,
    )
