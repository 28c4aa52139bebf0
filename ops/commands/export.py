"""`export`: executions as files for an auditor."""

from pathlib import Path

import click

from ops import options
from ops.dossier import dossier_of
from ops.errors import ExitCode, OperatorError
from ops.executions import side_by_side
from ops.export import FORMATS, About, export
from ops.period import Period
from ops.shown import line
from ops.workplace import Workplace


@options.command("export")
@click.argument("execution", metavar="[EXECUTION]", required=False)
@options.pipeline
@options.period
@click.option(
    "--format", "formats", type=click.Choice(list(FORMATS)), multiple=True, help="Only this; may be repeated."
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("export"), show_default=True)
def command(
    place: Workplace,
    *,
    execution: str | None,
    pipeline_name: str | None,
    period: Period,
    formats: tuple[str, ...],
    out: Path,
) -> ExitCode:
    """
    Write executions to files for an auditor. All that is known of each is verified as it is written.

    One EXECUTION, a pipeline's, a period's, or all; as JSON, CSV and a readable page, with their SHA-256 beside them.
    Exit status 1: a record is not as it was written; the files say which, and what is wrong with it.
    """
    if execution:
        ids = [place.executions.find(execution).execution_id]
    else:
        ids = [row.execution_id for row in place.executions.selected(pipeline_name, period)]
    about = About(
        exported_at=place.now(),
        exported_by=place.caller.arn,
        region=place.installation.region,
        selection=_selection(ids, execution, pipeline_name, period),
    )
    dossiers = side_by_side(lambda id_: dossier_of(place.records.read(id_), place.documents, place.anchors), ids)
    try:
        count, touched = export(about, dossiers, out, formats or tuple(FORMATS))
    except OSError as error:
        raise OperatorError(f"{out} cannot be written to ({error.strerror}).") from error
    folder = str(out.absolute())
    data = {"executions": count, "touched": touched, "folder": folder}
    place.answer(data, line(f"{count:,} {'execution' if count == 1 else 'executions'}, {touched:,} touched: {folder}"))
    return ExitCode.AMISS if touched else ExitCode.DONE


def _selection(ids: list[str], execution: str | None, pipeline_name: str | None, period: Period) -> str:
    if execution:
        return f"execution {ids[0]}"
    what = f"pipeline {pipeline_name}" if pipeline_name else "all pipelines"
    since = f", from {period.since}" if period.since else ""
    return what + since + (f", until {period.until}" if period.until else "")
