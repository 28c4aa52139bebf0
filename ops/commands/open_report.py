"""`open`: the full report of an execution, in the browser."""

import tempfile
import webbrowser
from pathlib import Path

import click

from lambdas.shared.aws.report_store import TamperedReportError
from ops import options
from ops.documents import GoneError
from ops.errors import OperatorError
from ops.shown import line
from ops.workplace import Workplace


@options.command("open")
@options.execution
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write it; else a temporary file."
)
@click.option("--print", "is_printed", is_flag=True, help="Only print the path.")
def command(place: Workplace, *, execution: str, out: Path | None, is_printed: bool) -> None:
    """Fetch the report of EXECUTION and open it in the browser."""
    record = place.executions.find(execution)
    main, execution_id = record.main, record.execution_id
    if "report_key" not in main:
        raise OperatorError(f"Execution {execution_id} has no report: no brief of it was sent (yet).")
    path = out or Path(tempfile.mkdtemp(prefix="deployment-review-")) / f"report-{execution_id}.html"
    try:
        path.write_bytes(place.documents.report(main))
    except TamperedReportError as error:
        raise OperatorError("The report in the bucket is not the one that was sent; it is not opened.") from error
    except GoneError as error:
        raise OperatorError("The report is not in the bucket any more.") from error
    except OSError as error:
        raise OperatorError(f"{path} cannot be written ({error.strerror}).") from error
    place.answer({"path": str(path.absolute()), "sha256": main["report_sha256"]}, line(str(path.absolute())))
    if not (is_printed or place.output.as_json) and not webbrowser.open(path.absolute().as_uri()):
        place.note(["No browser was found; the report is in that file."])
