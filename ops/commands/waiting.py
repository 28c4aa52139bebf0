"""`waiting`: what is waited for, the longest first."""

from lambdas.shared.domain.codec import to_data
from lambdas.shared.domain.status import OPEN, Status
from lambdas.shared.domain.times import read_time
from ops import options
from ops.errors import ExitCode
from ops.shown import duration, line, link, short, table
from ops.waiting import Waiting, waiting
from ops.workplace import Workplace


@options.command("waiting")
@options.pipeline
def command(place: Workplace, *, pipeline_name: str | None) -> ExitCode:
    """What waits: for whom or what, since when, until when. Exit status 1: something has waited too long."""
    now = place.now()
    rows = {
        row.execution_id: row
        for status in OPEN
        if status is not Status.APPROVED
        for row in place.executions.with_status(status)
        if pipeline_name in {None, row.pipeline_name}
    }
    records = place.executions.read(rows.values())
    each = (waiting(record, console_url=place.installation.console_url, now=now) for record in records)
    found = sorted(filter(None, each), key=lambda one: one.since)
    columns = ("execution", "pipeline", "waits for", "since", "for", "overdue", "expires", "risk", "headline")
    shown = table(columns, (_cells(one, now) for one in found)) if found else line("Nothing waits.")
    links = (link(f"Decide {short(one.execution_id)}", one.approval_url) for one in found if one.approval_url)
    place.answer({"waiting": [to_data(one) for one in found]}, shown, *links)
    return ExitCode.AMISS if any(one.is_overdue for one in found) else ExitCode.DONE


def _cells(one: Waiting, now: str) -> list[object]:
    age = duration((read_time(now) - read_time(one.since)).total_seconds())
    overdue = "overdue" if one.is_overdue else ""
    who = short(one.execution_id), one.pipeline_name, one.waits_for
    return [*who, one.since, age, overdue, one.expires_at, one.risk_level, one.headline]
