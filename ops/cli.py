"""The commands of `./review`; each is imported when it is called, so that none waits for what another needs."""

from importlib import import_module

import click

_MODULES = {
    "preflight": "preflight",
    "list": "list_executions",
    "show": "show",
    "open": "open_report",
    "export": "export",
    "waiting": "waiting",
    "verify": "verify",
    "stats": "stats",
    "cost": "cost",
    "failed": "failed",
    "replay": "replay",
    "rerun": "rerun",
    "baseline": "baseline",
    "hold": "hold",
    "release": "release",
    "completion": "completion",
}


class Commands(click.Group):
    def list_commands(self, _context: click.Context) -> list[str]:
        return list(_MODULES)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in _MODULES:
            return None
        command: click.Command = import_module(f"ops.commands.{_MODULES[name]}").command
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def review() -> None:
    """
    Deployment Review, for those who operate it. Every command: docs/operating.md.

    Exit status: 0 done, 1 done and something is amiss, 2 the command line makes no sense, 3 it could not be done.
    """
