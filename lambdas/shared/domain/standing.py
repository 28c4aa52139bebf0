"""
Where a record stands, told from what it holds.

Nothing is decided by the order in which events arrive. The record keeps what is known (when the review was saved, when
each approval opened and how it was decided, how the execution ended), and `standing` tells it again in the order in
which it happened. So an event that comes late, twice or before another leads to the same record.
"""

from collections.abc import Iterator
from typing import Any

from lambdas.shared.domain.record import Attributes, Record
from lambdas.shared.domain.status import Event, Status, next_status

DERIVED = (
    "status",
    "decision",
    "decided_by",
    "decided_at",
    "comment",
    "action_execution_id",
    "ended_at",
    "deployed_pipeline_name",
    "deployed_at",
)

_ENDS = {
    "SUCCEEDED": Event.SUCCEEDED,
    "FAILED": Event.FAILED,
    "STOPPED": Event.STOPPED,
    "CANCELED": Event.STOPPED,
    "SUPERSEDED": Event.SUPERSEDED,
}
_DECISIONS = {"APPROVED": Event.APPROVED, "REJECTED": Event.REJECTED, "EXPIRED": Event.EXPIRED}


def standing(record: Record) -> dict[str, Any]:
    """The attributes of the main item that follow from all the others: some or all of `DERIVED`."""
    status = status_of(record)
    return {"status": str(status), **_decision(record), **({} if status.is_open else _end(record))}


def status_of(record: Record) -> Status:
    status: Status | None = None
    for _at, event in sorted(_events(record), key=_order):
        status = next_status(status, event)
    return status or Status.CHANGE_CAPTURED


def _order(told: tuple[str, Event]) -> tuple[str, int]:
    at, event = told
    return at, list(Event).index(event)


def _events(record: Record) -> Iterator[tuple[str, Event]]:
    main = record.main
    if "extraction_error" in main:  # what an earlier attempt captured is gone
        yield main["created_at"], Event.FAILED
    elif "diff_sha256" in main:
        yield main["created_at"], Event.CHANGE_CAPTURED
    if record.has_review:
        yield main["reviewed_at"], Event.REVIEW_SAVED
    for approval in record.approvals.values():
        yield from _events_of_approval(record, approval)
    if record.has_ended:
        yield main["execution_state_at"], _ENDS[main["execution_state"]]
    if "rolled_back_at" in main:
        yield main["rolled_back_at"], Event.ROLLED_BACK


def _events_of_approval(record: Record, approval: Attributes) -> Iterator[tuple[str, Event]]:
    yield approval["started_at"], Event.APPROVAL_OPENED
    if "asked_at" in approval:
        yield approval["asked_at"], Event.APPROVER_ASKED
    if _is_decision(record, approval):
        yield approval["decided_at"], _DECISIONS[approval["status"]]


def _is_decision(record: Record, approval: Attributes) -> bool:
    """One person's no is enough; a yes decides where it is the last that is required."""
    if approval["status"] != "APPROVED" or record.approvals_required == 1:
        return approval["status"] in _DECISIONS
    return len(record.counted_approvals(approval["decided_at"])) >= record.approvals_required


def _decision(record: Record) -> dict[str, Any]:
    approval = record.latest_approval
    if approval is None or not _is_decision(record, approval):
        return {}
    attributes = ("decided_by", "decided_at", "comment", "action_execution_id")
    return {"decision": approval["status"], **{name: approval[name] for name in attributes if name in approval}}


def _end(record: Record) -> dict[str, Any]:
    """What was deployed becomes the next baseline: these two attributes put it into the index `deployed`."""
    if not record.has_ended:
        return {}
    ended_at = record.main["execution_state_at"]
    deployed = {"deployed_pipeline_name": record.pipeline_name, "deployed_at": ended_at}
    return {"ended_at": ended_at, **(deployed if record.main["execution_state"] == "SUCCEEDED" else {})}
