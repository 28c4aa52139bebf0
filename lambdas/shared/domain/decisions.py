"""What an approval makes true of its record: it waits, it was decided, or nobody will decide it any more."""

import re
from enum import StrEnum
from typing import Any

from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.approvals import Approval, ApprovalState
from lambdas.shared.domain.record import SCHEMA_VERSION, Attributes, Record
from lambdas.shared.domain.times import later

_SUMMARY_WITHOUT_COMMENT = re.compile(r"(?:Approved|Rejected) by (arn:[\w-]+:(?:iam|sts)::\d{12}:\S+)")


class Decision(StrEnum):
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    EXPIRED = "EXPIRED"


def approval_amendment(record: Record, approval: Approval, *, timeout_minutes: int, required: int = 1) -> Amendment:
    """
    What this approval makes true of the record. A decision stands: later tellings only add what was not known.

    Args:
        record: of the approval's execution.
        approval: as an event or the API tells of it.
        timeout_minutes: of the approval action; used where the record does not know yet when it expires.
        required: how many approvals the pipeline asks for; used where the record does not know yet.
    """
    known = record.approvals.get(approval.action_execution_id, {})
    item = {**_opening(approval, timeout_minutes=timeout_minutes), **known}
    if known.get("status", "WAITING") == "WAITING" or known.get("status") == "ABANDONED":
        item.update(_outcome(approval, expires_at=item["expires_at"]))
    elif known["status"] != Decision.EXPIRED and "decided_by" not in known:
        item["decided_by"] = approval.decided_by
    return Amendment(
        event=_verb(approval),
        main={**({} if record.exists else _introduction(approval)), **_required(record, required)},
        approvals={approval.action_execution_id: item},
    )


def _required(record: Record, required: int) -> Attributes:
    """An execution ends with as many approvals as it began with, whatever the settings say meanwhile."""
    return {} if required == 1 or record.approvals else {"approvals_required": required}


def _opening(approval: Approval, *, timeout_minutes: int) -> dict[str, Any]:
    return {
        "action_execution_id": approval.action_execution_id,
        "pipeline_name": approval.pipeline_name,
        "stage_name": approval.stage_name,
        "action_name": approval.action_name,
        "status": "WAITING",
        "started_at": approval.started_at,
        "expires_at": later(approval.started_at, minutes=timeout_minutes),
        "token": approval.token or approval.action_execution_id,
    }


def _outcome(approval: Approval, *, expires_at: str) -> Attributes:
    if not approval.is_decided:
        return {} if approval.is_waiting else {"status": "ABANDONED"}
    comment, named = _read_summary(approval.summary)
    if approval.decided_by and approval.decided_by != named:
        comment = approval.summary or None  # words of the approver, even where they look like CodePipeline's
    decided_by = approval.decided_by or named
    decision = _decision(approval, is_answered=bool(approval.summary and decided_by), expires_at=expires_at)
    return {
        "status": str(decision),
        "decided_at": approval.at,
        "decided_by": None if decision is Decision.EXPIRED else decided_by,
        "comment": comment,
    }


def _decision(approval: Approval, *, is_answered: bool, expires_at: str) -> Decision:
    """Nobody can answer after the deadline: where nobody did, FAILED is CodePipeline's word for "expired"."""
    if approval.state is ApprovalState.SUCCEEDED:
        return Decision.APPROVED
    return Decision.EXPIRED if approval.at >= expires_at and not is_answered else Decision.REJECTED


def _read_summary(summary: str | None) -> tuple[str | None, str | None]:
    """The comment, or the ARN that stands in for one where none was given."""
    match = _SUMMARY_WITHOUT_COMMENT.fullmatch(summary or "")
    return (None, match[1]) if match else (summary or None, None)


def _verb(approval: Approval) -> str:
    if approval.is_waiting:
        return "approval opened"
    return "approval decided" if approval.is_decided else "approval abandoned"


def _introduction(approval: Approval) -> Attributes:
    """The main item of an execution that extraction never wrote about."""
    return {
        "schema_version": SCHEMA_VERSION,
        "pipeline_name": approval.pipeline_name,
        "region": approval.region,
        "account_id": approval.account_id,
        "created_at": approval.started_at,
    }
