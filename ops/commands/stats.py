"""`stats`: how decisions are taken."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import RenderableType

from lambdas.shared.domain.codec import to_data
from ops import options
from ops.grouping import by_pipeline
from ops.period import Period
from ops.shown import duration, heading, line, percent, table
from ops.statistics import Agreement, Statistics, statistics_of
from ops.workplace import Workplace

_ALL = "all"


@options.command("stats")
@options.pipeline
@options.period
def command(place: Workplace, *, pipeline_name: str | None, period: Period) -> None:
    """How decisions are taken, and what came of them. How fast, how often for the deployment, whether with the risk."""
    records = list(place.executions.read(place.executions.selected(pipeline_name, period)))
    grouped = by_pipeline(records)
    found = [statistics_of(name, grouped[name]) for name in sorted(grouped)]
    if len(found) > 1:
        found.append(statistics_of(_ALL, records))
    place.answer(
        {"statistics": [_data(each) for each in found]}, *(_shown(found) if found else [line("No executions.")])
    )


def _data(each: Statistics) -> dict[str, Any]:
    rates = {
        name: {**to_data(agreement), "rate": agreement.rate}
        for name, agreement in (
            ("agreement_with_models", each.agreement_with_models),
            ("agreement_with_rules", each.agreement_with_rules),
        )
    }
    return {**to_data(each), **rates}


def _shown(found: Sequence[Statistics]) -> Iterator[RenderableType]:
    counts = ("executions", "approved", "rejected", "expired", "approval rate", "median", "90 % within")
    yield heading("Decisions; the time is that from the approval's opening")
    yield table(("pipeline", *counts), map(_decisions, found), right=counts)
    yield heading("Low or medium risk was approved, high or critical risk rejected")
    yield table(("pipeline", "with the models' risk", "with the rules' risk"), map(_agreements, found))
    yield heading("What became of it")
    ends = ("deployed", "failed", "rolled back")
    yield table(("pipeline", *ends, "which"), map(_ends, found), right=ends)
    yield heading(f"By risk ({found[-1].pipeline_name})")
    rows = ((each.level, each.approved, each.rejected, each.rolled_back) for each in found[-1].by_risk)
    yield table(("risk", "approved", "rejected", "rolled back"), rows, right=("approved", "rejected", "rolled back"))


def _decisions(each: Statistics) -> list[object]:
    times = duration(each.median_seconds_to_decision), duration(each.p90_seconds_to_decision)
    counts = each.executions, each.approved, each.rejected, each.expired
    return [each.pipeline_name, *counts, percent(each.approval_rate), *times]


def _agreements(each: Statistics) -> list[object]:
    return [each.pipeline_name, _told(each.agreement_with_models), _told(each.agreement_with_rules)]


def _told(agreement: Agreement) -> str:
    return f"{percent(agreement.rate)} ({agreement.agreed} of {agreement.decisions})" if agreement.decisions else "-"


def _ends(each: Statistics) -> list[object]:
    which = ", ".join(each.rolled_back_executions)
    return [each.pipeline_name, each.deployed, each.deploy_failed, each.rolled_back, which]
