"""What is told at the end: the record in a table, and where everything can be opened."""

from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from local.account.pipelines import Execution
from local.drivers.pipeline_run import PipelineRun
from local.drivers.steps import Sight
from local.state_folder import make_command
from local.visible import visible

_ATTRIBUTES = (
    ("Execution id", "execution_id"),
    ("Region", "region"),
    ("Pipeline name", "pipeline_name"),
    ("Build number", "build_number"),
    ("Date and time", "created_at"),
    ("Status", "status"),
    ("Commit", "commit_id"),
    ("Review", "headline"),
    ("Risk", "risk_level"),
    ("Decision", "decision"),
    ("Approver", "decided_by"),
    ("Comment", "comment"),
    ("Outcome", "outcome_summary"),
    ("Ended", "ended_at"),
    ("Deployed", "deployed_at"),
)


def print_record(console: Console, sight: Sight) -> None:
    """The six attributes of step 4, the review, who decided and with which words, and what came of it."""
    table = Table(title="The record", title_justify="left", show_header=False, box=None, padding=(0, 2, 0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, attribute in _ATTRIBUTES:
        value = sight.record.main.get(attribute)
        if value not in (None, ""):
            table.add_row(name, Text(visible(value)))
    console.print()
    console.print(table)


def print_addresses(console: Console, run: PipelineRun, execution: Execution, sight: Sight) -> None:
    mail = run.mail(sight)
    page = run.page(execution)
    addresses = [("Record", page)]
    addresses += [("Report", f"{page}/report")] if "report_key" in sight.record.main else []
    addresses += [("Mail", f"{run.deployed.cloud.endpoint}/mailbox/{mail.id}")] if mail else []
    console.print()
    for name, address in addresses:
        console.print(Text(f"  {name:<8} {address}"), soft_wrap=True)
    stop = make_command("stop", Path(run.deployed.cloud.state_dir))
    console.print(Text(f"\n  The cloud goes on running: {stop} ends it.", style="dim"), soft_wrap=True)
