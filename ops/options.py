"""What every command takes, and how its function becomes one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from ops.environment import Target, working_in
from ops.errors import ExitCode, told_in_a_sentence
from ops.output import Output
from ops.period import Instant, Period
from ops.workplace import Workplace

Function = Callable[..., ExitCode | None]
Decorator = Callable[[Any], Any]

_COMMON = (
    click.option("--json", "as_json", is_flag=True, help="One JSON document instead of tables."),
    click.option("--profile", metavar="NAME", help="A profile of your AWS configuration."),
    click.option("--region", metavar="REGION", help="The AWS region, instead of the profile's."),
    click.option("--local", "is_local", is_flag=True, help="The one-machine cloud of `make start` or `make demo`."),
)

execution = click.argument("execution", metavar="EXECUTION")
pipeline = click.option("--pipeline", "pipeline_name", metavar="NAME", help="Of this pipeline only.")
_since = click.option("--since", type=Instant(), help="Began then or later: 2026-11, 2026-11-23, 7d.")
_until = click.option("--until", type=Instant(is_end=True), help="Began then or before: 2026-11, 2026-11-23.")


def period(function: Any) -> Any:  # noqa: ANN401 -- as click's own decorators
    """The function is given a `Period`."""

    @wraps(function)
    def given_a_period(*arguments: Any, since: str | None, until: str | None, **given: Any) -> Any:  # noqa: ANN401
        return function(*arguments, period=Period(since or "", until or ""), **given)

    return _since(_until(given_a_period))


def command(name: str) -> Callable[[Function], click.Command]:
    """
    The function as a command: it is given the workplace first, then its own options.

    What it returns is the exit status; its docstring is its help.
    """

    def decorate(function: Function) -> click.Command:
        @wraps(function)
        def run(*, as_json: bool, profile: str | None, region: str | None, is_local: bool, **given: Any) -> None:  # noqa: ANN401
            with told_in_a_sentence(), working_in(Target(profile, region, is_local)):
                place = Workplace(Output(as_json))
                code = function(place, **given)
                place.note_what_was_left_out()
            click.get_current_context().exit(int(code or ExitCode.DONE))

        made: Any = run
        for option in reversed(_COMMON):
            made = option(made)
        return click.command(name)(made)

    return decorate
