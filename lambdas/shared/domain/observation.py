"""A record is held against what CodePipeline's API says of its execution: what no event told is made true of it."""

from collections.abc import Iterator
from dataclasses import replace

from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.approvals import approval_amendment
from lambdas.shared.domain.execution import Execution
from lambdas.shared.domain.outcomes import State, outcome_amendment, outcome_of
from lambdas.shared.domain.record import Record
from lambdas.shared.domain.times import later

_LAG_MINUTES = 2  # the API may show an execution as running for a moment after its last event


def approval_amendments(record: Record, execution: Execution, *, timeout_minutes: int) -> Iterator[Amendment]:
    """What the approval actions of the execution make true of the record, in the order in which they opened."""
    for approval in execution.approvals:
        yield approval_amendment(record, approval, timeout_minutes=timeout_minutes)


def end_amendment(record: Record, execution: Execution, *, now: str) -> Amendment | None:
    """
    What the API's word on the end makes true of the record.

    An end on the record while the API says that the execution runs means that a stage was retried.
    """
    known_at = str(record.main.get("execution_state_at", ""))
    outcome = outcome_of(execution, now=now)
    if outcome:
        return outcome_amendment(record, replace(outcome, at=max(outcome.at, known_at)))
    if record.has_ended and later(known_at, minutes=_LAG_MINUTES) < now:
        return Amendment("execution resumed", {"execution_state": str(State.RESUMED), "execution_state_at": now})
    return None
