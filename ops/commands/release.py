"""`release`: a legal hold ends."""

from lambdas.shared.domain.retention import EXPIRES_ON, EXPIRING, release_amendment
from ops import options
from ops.errors import ExitCode, OperatorError
from ops.holding import keep
from ops.shown import line
from ops.workplace import Workplace


@options.command("release")
@options.execution
def command(place: Workplace, *, execution: str) -> ExitCode:
    """End the legal hold of EXECUTION. Its record is kept as long as if it had never been held."""
    record = place.executions.find(execution)
    if not place.reviews.amend(record.execution_id, release_amendment):
        raise OperatorError(f"Execution {record.execution_id} is not on legal hold.")
    expires_on = place.records.read(record.execution_id).main.get(EXPIRES_ON)
    keep(place, record, until=expires_on, tag=EXPIRING)
    said = "Released; it expires when it would have." if expires_on else "Released; it never expires."
    place.answer({"execution_id": record.execution_id, "is_held": False, "expires_on": expires_on}, line(said))
    return ExitCode.DONE
