"""Answers on the terminal: for people as Rich's tables, for programs as one JSON document."""

import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console, RenderableType

_WIDTH_OF_A_PIPE = 160


class _Terminal(Console):
    def on_broken_pipe(self) -> None:
        self.quiet = True
        _leave_the_pipe()


def _console() -> Console:
    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else _WIDTH_OF_A_PIPE
    return _Terminal(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)


@dataclass(frozen=True, slots=True)
class Output:
    as_json: bool
    console: Console = field(default_factory=_console)

    def answer(self, data: Any, shown: Iterable[RenderableType]) -> None:  # noqa: ANN401 -- JSON is of any type
        """In JSON all but ASCII is escaped: nothing that somebody else wrote can steer a terminal."""
        if self.as_json:
            self._write(json.dumps(data, indent=2, allow_nan=False) + "\n")
            return
        for each in shown:
            self.console.print(each, crop=False)  # a link must stay whole

    def _write(self, text: str) -> None:
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except BrokenPipeError:
            _leave_the_pipe()

    def note(self, lines: Iterable[str]) -> None:
        """Beside the answer, on standard error."""
        for line in lines:
            sys.stderr.write(f"{line}\n")


def _leave_the_pipe() -> None:
    """Whoever reads has seen enough, as `| head` has: the rest goes nowhere, and the exit status is the command's."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
