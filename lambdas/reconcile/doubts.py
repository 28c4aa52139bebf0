"""Whether there is reason to doubt that a record says what CodePipeline says of its execution."""

from collections.abc import Mapping

from lambdas.shared.domain.execution import ExecutionStatus, RecentExecution
from lambdas.shared.domain.status import Status
from lambdas.shared.domain.times import later

# An execution that failed or was stopped may have been retried, and have failed again for another reason, and the list
# shows no difference. For so long after its end, all that the API knows is looked at.
_SETTLING_MINUTES = 60
_RETRIABLE = (ExecutionStatus.FAILED, ExecutionStatus.STOPPED)

_AGREEING: Mapping[ExecutionStatus, frozenset[Status]] = {
    ExecutionStatus.SUCCEEDED: frozenset({Status.DEPLOYED, Status.ROLLED_BACK}),
    ExecutionStatus.FAILED: frozenset(
        {Status.FAILED, Status.REJECTED, Status.EXPIRED, Status.DEPLOY_FAILED, Status.ROLLED_BACK}
    ),
    ExecutionStatus.SUPERSEDED: frozenset({Status.SUPERSEDED}),
    ExecutionStatus.STOPPED: frozenset({Status.STOPPED}),
    ExecutionStatus.CANCELLED: frozenset({Status.STOPPED}),
}


def is_doubtful(execution: RecentExecution, status: Status | None, *, now: str) -> bool:
    """
    Whether the record must be held against all that the API knows of the execution.

    Args:
        execution: as the list of executions shows it.
        status: of its record; None where there is none: it is still building, or everything was lost.
        now: the time.
    """
    if not execution.status.is_final:
        return True
    if execution.status in _RETRIABLE and now < later(execution.updated_at, minutes=_SETTLING_MINUTES):
        return True
    return status not in _AGREEING[execution.status]
