"""The nearest line above that says something, for many lines of a file at the cost of one pass."""

from bisect import bisect_left
from collections.abc import Callable
from typing import Generic, TypeVar

from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine

T = TypeVar("T")


class Landmarks(Generic[T]):
    """`read` gives what a line's text says, or None; it sees the section of each hunk's header first."""

    def __init__(self, file: ChangedFile, read: Callable[[str], T | None]) -> None:
        self._places: list[tuple[int, int]] = []
        self._answers: list[T] = []
        for index, lines in enumerate(file.hunks):
            texts = [(-1, file.diff.hunks[index].section), *((line.position, line.text) for line in lines)]
            for position, text in texts:
                answer = read(text)
                if answer is not None:
                    self._places.append((index, position))
                    self._answers.append(answer)

    def above(self, line: CodeLine) -> T | None:
        """What the nearest line above says, within the hunk."""
        index = bisect_left(self._places, (line.hunk, line.position)) - 1
        return self._answers[index] if index >= 0 and self._places[index][0] == line.hunk else None
