"""A rollback is an execution of its own: it deploys what an older one did, and undoes the one before it."""

from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.record import Record
from lambdas.shared.domain.status import Status

_UNDOABLE = (Status.DEPLOYED, Status.DEPLOY_FAILED, Status.ROLLED_BACK)


def was_undone(record: Record, *, started_at: str) -> bool:
    """It stood in production, or had failed to get there, when the rollback started."""
    return record.status in _UNDOABLE and str(record.main.get("ended_at", "")) <= started_at


def rollback_amendment(*, undone: str) -> Amendment:
    """On the rollback's own record; kept, so that its event may come twice."""
    return Amendment("rollback recognised", {"rolled_back_execution_id": undone})


def undoing_amendment(record: Record, *, by: str, at: str) -> Amendment | None:
    """On the record of what was undone."""
    if "rolled_back_at" in record.main:
        return None
    return Amendment("rolled back", {"rolled_back_at": at, "rolled_back_by_execution_id": by})
