"""What the executions took, and how that grows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from trials.load.flow import Run
from trials.workflow import Workflow


@dataclass(frozen=True, slots=True)
class Mark:
    """How far it has come, and what it has cost until then."""

    mailed: int
    seconds: float
    calls: int  # of AWS, by functions


@dataclass(frozen=True, slots=True)
class Latency:
    """Seconds from push to mail, without the model's."""

    median: float
    p99: float


def latencies(workflow: Workflow, runs: Sequence[Run]) -> list[float]:
    """Of those of which a mail has come, in the order in which they were pushed."""
    found = []
    for run in runs:
        mails = workflow.mails.of(run.started.execution_id)
        span = workflow.cloud.asked_for(run.started.execution_id) or (0.0, 0.0)
        if mails:
            found.append(mails[0].at - run.pushed_at - (span[1] - span[0]))
    return found


def latency_of(seconds: Sequence[float]) -> Latency:
    return Latency(median(seconds), quantiles(seconds, n=100, method="inclusive")[98])


def table(marks: Sequence[Mark], seconds: Sequence[float]) -> list[str]:
    """A row for each mark: only of the executions since the one before, so that growth shows."""
    rows = ["  until   median      p99   calls of AWS each   executions a minute"]
    before = Mark(0, 0.0, 0)
    for mark in marks:
        since = seconds[before.mailed : mark.mailed]
        count = mark.mailed - before.mailed
        if len(since) > 1:
            found = latency_of(since)
            each, rate = (mark.calls - before.calls) / count, 60 * count / (mark.seconds - before.seconds)
            rows.append(f"{mark.mailed:>7} {found.median:>6.1f} s {found.p99:>6.1f} s {each:>19.1f} {rate:>21.1f}")
        before = mark
    return rows


def calls_of(data: Mapping[str, object]) -> int:
    calls = data["calls"]
    return sum(int(call["times"]) for call in calls) if isinstance(calls, list) else 0
