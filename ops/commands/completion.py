"""`completion`: what a shell needs to complete `./review`."""

import click
from click.shell_completion import get_completion_class

from ops.cli import review

_SHELLS = ("bash", "zsh", "fish")


@click.command("completion")
@click.argument("shell", type=click.Choice(_SHELLS))
def command(shell: str) -> None:
    """Print the completion of a shell. `eval "$(./review completion bash)"` takes it."""
    made = get_completion_class(shell)
    if made is None:
        raise click.UsageError(f"There is no completion for {shell}.")
    click.echo(made(review, {}, "review", "_REVIEW_COMPLETE").source())
