"""What the person sees while it happens: a line for each step that has ended, the running ones below it."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.status import Status
from rich.text import Text

from local.drivers.steps import State, Step

_MARKS = {State.DONE: ("✓", "green"), State.FAILED: ("✗", "bold red")}
_NAME_WIDTH = 24


@dataclass(slots=True)
class Progress:
    """On a terminal with a moving line; elsewhere, plain lines as things end."""

    console: Console
    _ended: set[str] = field(default_factory=set)
    _since: dict[str, float] = field(default_factory=dict)
    _status: Status | None = None

    @property
    def is_interactive(self) -> bool:
        return self.console.is_terminal

    def title(self, text: str) -> None:
        self.console.print()
        self.console.print(Text(text, style="bold"))
        self._ended.clear()
        self._since.clear()

    def note(self, text: str, *, style: str = "") -> None:
        self.console.print(Text(f"  {text}", style=style), soft_wrap=True)

    @contextmanager
    def step(self, name: str) -> Iterator[list[str]]:
        """A step of the driver's own; what is put into the list is shown beside it."""
        started, details = time.monotonic(), list[str]()
        self._show_running([name])
        try:
            yield details
        except BaseException:
            self.rest()
            self._line(Step(name, State.FAILED, seconds=time.monotonic() - started))
            raise
        self.rest()
        self._line(Step(name, State.DONE, ", ".join(details), time.monotonic() - started))

    def show(self, steps: Sequence[Step]) -> None:
        """The steps as they are now; each one that has ended since is printed once."""
        now = time.monotonic()
        for step in steps:
            if step.state is State.RUNNING:
                self._since.setdefault(step.name, now)
            if step.state in _MARKS and step.name not in self._ended:
                self._ended.add(step.name)
                self.rest()
                self._line(step)
        running = [step.name for step in steps if step.state is State.RUNNING]
        self._show_running([f"{name} {now - self._since[name]:.0f} s" for name in running])

    def rest(self) -> None:
        """Nothing moves any more."""
        if self._status is not None:
            self._status.stop()
            self._status = None

    def _show_running(self, names: Sequence[str]) -> None:
        if not self.is_interactive or not names:
            return
        text = Text("  ".join(names))
        if self._status is None:
            self._status = self.console.status(text)
            self._status.start()
        self._status.update(text)

    def _line(self, step: Step) -> None:
        mark, style = _MARKS[step.state]
        seconds = "" if step.seconds is None else f"{step.seconds:.{1 if step.seconds >= 1 else 2}f} s"
        text = Text.assemble((f"  {mark} ", style), f"{step.name:<{_NAME_WIDTH}}", (f"{seconds:>8}", "dim"), "  ")
        self.console.print(text.append(step.detail), soft_wrap=True)
