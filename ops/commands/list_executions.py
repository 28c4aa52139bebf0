"""`list`: the pipelines under review, or the executions of one."""

from collections import Counter
from dataclasses import asdict
from itertools import islice
from typing import Any

import click

from lambdas.shared.domain.status import OPEN, Status
from ops import options
from ops.executions import Row
from ops.period import Period
from ops.shown import line, short, table
from ops.workplace import Workplace


@options.command("list")
@click.argument("pipeline_name", metavar="[PIPELINE]", required=False)
@click.option("--status", type=click.Choice([str(status) for status in Status], case_sensitive=False))
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many, the newest.")
@options.period
def command(place: Workplace, *, pipeline_name: str | None, status: str | None, limit: int, period: Period) -> None:
    """The pipelines under review, or the executions of PIPELINE. With --status those of all that stand there."""
    if pipeline_name is None and status is None:
        _pipelines(place)
        return
    if pipeline_name is None:
        rows = place.executions.with_status(Status(str(status)), period)
    else:
        rows = (row for row in place.executions.selected(pipeline_name, period) if status in {None, row.status})
    found = list(islice(rows, limit))
    columns = ("execution", "pipeline", "created", "status", "commit", "risk", "headline")
    shown = table(columns, (_cells(row) for row in found)) if found else line("No executions.")
    place.answer({"executions": [asdict(row) for row in found]}, shown)


def _pipelines(place: Workplace) -> None:
    open_ = Counter(row.pipeline_name for status in OPEN for row in place.executions.with_status(status))
    found = [_pipeline(place, name, settings.model_id, open_[name]) for name, settings in place.pipelines.items()]
    columns = ("pipeline", "model", "open", "newest execution", "status", "in production since", "commit")
    rows = ([each[key] for key in ("pipeline_name", "model_id", "open")] + _newest(each) for each in found)
    shown = table(columns, rows, right=["open"]) if found else line("No pipeline is under review.")
    place.answer({"pipelines": found}, shown)


def _pipeline(place: Workplace, name: str, model_id: str, open_: int) -> dict[str, Any]:
    newest = next(place.executions.of_pipeline(name), None)
    deployed = place.reviews.newest_deployed(name)
    return {
        "pipeline_name": name,
        "model_id": model_id,
        "open": open_,
        "newest_execution": asdict(newest) if newest else None,
        "deployed": asdict(deployed) if deployed else None,
    }


def _newest(each: dict[str, Any]) -> list[object]:
    newest, deployed = each["newest_execution"] or {}, each["deployed"] or {}
    return [
        newest.get("created_at"),
        newest.get("status"),
        deployed.get("at"),
        short(deployed.get("commit_id", "")),
    ]


def _cells(row: Row) -> list[object]:
    ids = short(row.execution_id), row.pipeline_name, row.created_at, row.status, short(row.commit_id or "")
    return [*ids, row.risk_level, row.headline]
