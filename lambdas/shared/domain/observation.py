"""A record held against what CodePipeline's API says of its execution: what no event told comes out."""

from dataclasses import replace

from lambdas.shared.domain.execution import Execution
from lambdas.shared.domain.outcomes import Outcome, State, outcome_of
from lambdas.shared.domain.record import Record
from lambdas.shared.domain.standing import status_of
from lambdas.shared.domain.times import later

_LAG_MINUTES = 2  # the API may show an execution as running for a moment after its last event


def end_observed(record: Record, execution: Execution, *, now: str) -> Outcome | None:
    """
    How the execution ended, or that it goes on after an end on the record; None where the record is right.

    The API is the authority: its end is never older than what the record knows, and newer than an end that extraction,
    still running when another action failed, wrote over.
    """
    known_at = str(record.main.get("execution_state_at", ""))
    outcome = outcome_of(execution, now=now)
    if outcome:
        return replace(outcome, at=now if _is_written_over(record) else max(outcome.at, known_at))
    if record.has_ended and later(known_at, minutes=_LAG_MINUTES) < now:
        return Outcome(record.execution_id, execution.pipeline_name, State.RESUMED, at=now, started_at=now)
    return None


def _is_written_over(record: Record) -> bool:
    """Something else stands where the end of the execution stood."""
    status = record.status
    return record.has_ended and status is not None and (status.is_open or status is not status_of(record))
