"""`failed`: what functions gave up on, and what EventBridge could not deliver."""

from collections.abc import Iterator

from rich.console import RenderableType

from ops import options
from ops.errors import ExitCode
from ops.failed_events import FailedEvent
from ops.failures import Failures
from ops.shown import line, short, table
from ops.workplace import Workplace


@options.command("failed")
def command(place: Workplace) -> ExitCode:
    """What failed for good and was not replayed yet. Exit status 1: there is something."""
    with place.failures.open() as failures:
        data = {"failed": [event.to_data() for event in failures.events], "unreadable": failures.unreadable}
        place.answer(data, *_shown(failures))
        return ExitCode.AMISS if failures.events or failures.unreadable else ExitCode.DONE


def _shown(failures: Failures) -> Iterator[RenderableType]:
    if failures.events:
        yield table(("id", "what", "at", "why", "attempts", "executions", "function"), map(_cells, failures.events))
    for unreadable in failures.unreadable:
        yield line(f"Not read, because nothing of ours wrote it: {unreadable}")
    if not (failures.events or failures.unreadable):
        yield line("Nothing failed.")


def _cells(event: FailedEvent) -> list[object]:
    executions = " ".join(map(short, event.execution_ids))
    name = event.function_arn.partition(":function:")[2]
    return [short(event.id), event.kind, event.at, event.reason, event.attempts, executions, name]
