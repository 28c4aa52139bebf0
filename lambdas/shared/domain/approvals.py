"""A person's decision, as CodePipeline tells of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lambdas.shared.domain.times import to_seconds

_DETAIL_TYPE = "CodePipeline Action Execution State Change"


class ApprovalState(StrEnum):
    """The states of an approval action. There is none for a rejection or an expiry: both are FAILED."""

    STARTED = "STARTED"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"
    ABANDONED = "ABANDONED"  # the execution was stopped
    CANCELED = "CANCELED"


class NotAnApprovalError(ValueError):
    """An event of another kind, or of another category of action."""


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


def read_approval(event: Mapping[str, Any]) -> Approval:
    """
    Turn CodePipeline's "Action Execution State Change" into an `Approval`.

    Raises:
        NotAnApprovalError: another kind of event, category of action or state.
    """
    detail = event.get("detail", {})
    if event.get("detail-type") != _DETAIL_TYPE or detail.get("type", {}).get("category") != "Approval":
        raise NotAnApprovalError("no state change of an approval action")
    if detail["state"] not in set(ApprovalState):
        raise NotAnApprovalError("no state of an approval action")
    return Approval(
        execution_id=detail["execution-id"],
        action_execution_id=detail["action-execution-id"],
        pipeline_name=detail["pipeline"],
        stage_name=detail["stage"],
        action_name=detail["action"],
        state=ApprovalState(detail["state"]),
        started_at=to_seconds(detail.get("start-time", event["time"])),
        at=to_seconds(event["time"]),
        summary=detail.get("execution-result", {}).get("external-execution-summary"),
        region=event["region"],
        account_id=event["account"],
    )
