"""`verify`: whether records are what was written."""

from functools import partial

import click

from lambdas.shared.domain.codec import to_data
from ops import options
from ops.errors import ExitCode
from ops.executions import side_by_side
from ops.period import Period
from ops.shown import line, table
from ops.verification import Verdict, verdict_of, verify
from ops.workplace import Workplace


@options.command("verify")
@click.argument("execution", metavar="[EXECUTION]", required=False)
@options.pipeline
@options.period
def command(place: Workplace, *, execution: str | None, pipeline_name: str | None, period: Period) -> ExitCode:
    """
    Prove that records are whole, or name what was touched first.

    Of one EXECUTION, of a pipeline, of a period, or of all: the chain of the trail, the record that it tells of, the
    digests of review, diff and report, computed anew, and what CodePipeline kept of the check before deployment. But
    for one EXECUTION, records that are gone altogether are named, too.
    """
    ids = [place.executions.identify(execution)] if execution else _ids(place, pipeline_name, period)
    check = partial(verify, read=place.records.read, documents=place.documents, anchors=place.anchors)
    verdicts = list(side_by_side(check, ids))
    if not execution:
        verdicts += _absent(place, pipeline_name, period, found=ids)
    if pipeline_name and not verdicts:
        place.executions.require(pipeline_name)
    touched = [verdict for verdict in verdicts if not verdict.is_sound]
    data = {"records": len(verdicts), "touched": len(touched), "verdicts": [to_data(verdict) for verdict in verdicts]}
    columns = ("execution", "pipeline", "entry", "what is wrong")
    shown = [table(columns, (row for verdict in touched for row in _rows(verdict)))] if touched else []
    place.answer(data, *shown, *([] if touched else map(line, _praise(verdicts))), line(_count(verdicts, touched)))
    return ExitCode.AMISS if touched else ExitCode.DONE


def _ids(place: Workplace, pipeline_name: str | None, period: Period) -> list[str]:
    """A pipeline without one is not refused yet: its records may be gone altogether."""
    executions = place.executions
    rows = executions.of_pipeline(pipeline_name, period) if pipeline_name else executions.all(period)
    return [row.execution_id for row in rows]


def _absent(place: Workplace, pipeline_name: str | None, period: Period, *, found: list[str]) -> list[Verdict]:
    names = [pipeline_name] if pipeline_name else list(place.pipelines)
    return [verdict_of(each) for each in place.absences.among(names, period, found={*found}, now=place.now())]


def _rows(verdict: Verdict) -> list[list[object]]:
    known = [verdict.execution_id, verdict.pipeline_name, verdict.first_touched_entry]
    return [[*known, problem] for problem in verdict.problems]


def _praise(verdicts: list[Verdict]) -> tuple[str, ...]:
    return verdicts[0].sentences if len(verdicts) == 1 else ()


def _count(verdicts: list[Verdict], touched: list[Verdict]) -> str:
    records = "1 record" if len(verdicts) == 1 else f"{len(verdicts):,} records"
    return f"{records} verified, {len(touched):,} touched."
