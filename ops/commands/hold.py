"""`hold`: a record is kept, however long ago it should have expired."""

import click

from lambdas.shared.domain.retention import HELD, NEVER, hold_amendment
from ops import options
from ops.errors import ExitCode, OperatorError
from ops.holding import keep
from ops.shown import line
from ops.workplace import Workplace

_LONGEST = 200


@options.command("hold")
@options.execution
@click.option("--reason", required=True, metavar="TEXT", help="Why, in up to 200 characters; it stands on the record.")
def command(place: Workplace, *, execution: str, reason: str) -> ExitCode:
    """Keep the record and documents of EXECUTION until `release`. Until then `record_retention_days` does not count."""
    if not 0 < len(reason.strip()) <= _LONGEST:
        raise click.UsageError(f"A reason has 1 to {_LONGEST} characters.")
    record = place.executions.find(execution)
    by, at = place.caller.arn, place.now()
    is_new = place.reviews.amend(record.execution_id, lambda now: hold_amendment(now, reason=reason, by=by, at=at))
    if not is_new:
        raise OperatorError(f"Execution {record.execution_id} is on legal hold already; `./review show` says why.")
    keep(place, record, until=NEVER, tag=HELD)
    place.answer({"execution_id": record.execution_id, "is_held": True}, line("Held until it is released."))
    return ExitCode.DONE
