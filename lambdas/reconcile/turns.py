"""
Everyone has a turn, in as many runs as that takes.

A run ends in time, and the next goes on where it stopped. So neither a thousand executions nor a slow API can keep one
of them waiting for ever, and one record that cannot be put right does not keep the others waiting.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from math import inf
from typing import Protocol, TypeVar

T = TypeVar("T")

_SAVED_AFTER_SECONDS = 10.0


class Progress(Protocol):
    """Where each sweep stopped: the key of whoever had the last turn."""

    def read(self) -> dict[str, str]: ...

    def write(self, stops: dict[str, str]) -> None: ...


class Forgetful:
    """For a run that has all the time there is."""

    def read(self) -> dict[str, str]:
        return {}

    def write(self, stops: dict[str, str]) -> None: ...


@dataclass(slots=True)
class Turns:
    """
    One run.

    Args:
        seconds_left: until the function is ended.
        progress: of the runs before.
    """

    seconds_left: Callable[[], float] = lambda: inf
    progress: Progress = field(default_factory=Forgetful)
    errors: list[Exception] = field(default_factory=list)
    unreached: int = 0  # who had no turn in this run
    _stops: dict[str, str] = field(init=False)
    _seconds: float = field(init=False)  # of the whole run
    _saved_at: float = field(init=False)

    def __post_init__(self) -> None:
        self._stops = self.progress.read()
        self._seconds = self._saved_at = self.seconds_left()

    def each(
        self,
        sweep: str,
        items: Iterable[T],
        act: Callable[[T], bool],
        *,
        leaving: float,
        key: Callable[[T], str] = str,
    ) -> int:
        """
        How many of the items were acted on. Errors are kept for the caller, who raises them when all have had a turn.

        Args:
            sweep: its name, under which the next run finds where this one stopped.
            items: in the order of their keys, in which they have their turns.
            act: whether it did anything.
            leaving: the share of the run's time that is left for what comes after.
            key: of an item; the same in the next run.
        """
        waiting = sorted(items, key=key)
        stop = self._stops.get(sweep, "")
        waiting = [item for item in waiting if key(item) > stop] + [item for item in waiting if key(item) <= stop]
        acted = 0
        for number, item in enumerate(waiting):
            if self.seconds_left() < leaving * self._seconds:
                self.unreached += len(waiting) - number
                return acted
            self._note(sweep, key(item))
            try:
                acted += act(item)
            except Exception as error:  # noqa: BLE001 -- nothing is swallowed: the run ends by raising it
                self.errors.append(error)
        self._stops.pop(sweep, None)
        return acted

    def save(self) -> None:
        """For the next run. A run that is killed is continued from less than ten seconds before its last turn."""
        self.progress.write(self._stops)
        self._saved_at = self.seconds_left()

    def _note(self, sweep: str, key: str) -> None:
        self._stops[sweep] = key
        if self._saved_at - self.seconds_left() > _SAVED_AFTER_SECONDS:
            self.save()
