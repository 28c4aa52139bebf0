"""`replay`: what failed is brought to its function again."""

from collections.abc import Sequence

import click

from ops import options
from ops.errors import ExitCode, OperatorError
from ops.failed_events import FailedEvent
from ops.failures import Failures
from ops.replaying import Replayed
from ops.shown import line, short, table
from ops.workplace import Workplace


@options.command("replay")
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option("--all", "is_all", is_flag=True, help="Everything that `./review failed` lists.")
def command(place: Workplace, *, ids: Sequence[str], is_all: bool) -> ExitCode:
    """
    Run the function again on what it failed on. ID is of `./review failed`, or its beginning.

    What succeeds is not listed any more. To replay twice does no harm. Exit status 1: something failed again.
    """
    if bool(ids) == is_all:
        raise click.UsageError("Name what to replay, or say --all.")
    with place.failures.open() as failures:
        done = [_replay(place, event) for event in (failures.events if is_all else _chosen(failures, ids))]
    rows = ([short(each.event.id), each.event.kind, each.result, each.error] for each in done)
    shown = table(("id", "what", "result", "error"), rows) if done else line("Nothing failed.")
    data = [{**each.event.to_data(), "result": each.result, "error": each.error} for each in done]
    place.answer({"replayed": data}, shown)
    return ExitCode.DONE if all(each.is_done for each in done) else ExitCode.AMISS


def _replay(place: Workplace, event: FailedEvent) -> Replayed:
    replayed = place.replayer.replay(event)
    if replayed.is_done:
        place.failures.set_aside(event)
    return replayed


def _chosen(failures: Failures, ids: Sequence[str]) -> list[FailedEvent]:
    chosen: dict[str, FailedEvent] = {}
    for id_ in ids:
        found = [event for event in failures.events if event.id.startswith(id_)]
        if len(found) != 1:
            problem = "More than one failure begins" if found else "No failure begins"
            raise OperatorError(f"{problem} with {id_!r}; `./review failed` lists them.")
        chosen[found[0].id] = found[0]
    return list(chosen.values())
