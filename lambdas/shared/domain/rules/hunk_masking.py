"""The lines of a hunk masked, each among those of its own side."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.languages import Syntax
from lambdas.shared.domain.rules.masking import Masking, spans_lines

Place = tuple[Masking, int]  # a line's side, and its index there


class HunkMasking:
    def __init__(self, lines: Sequence[CodeLine], syntax: Syntax) -> None:
        self._lines = lines
        self._syntax = syntax
        self._sides: dict[str, tuple[Masking, list[int]]] = {}

    def place(self, line: CodeLine) -> Place:
        """A context line's is that in the new file."""
        if self._alike is not None:
            return self._alike, line.position
        side = "-" if line.is_removed else "+"
        if side not in self._sides:
            lines = [other for other in self._lines if other[0] in (side, " ")]
            masking = Masking([other.text for other in lines], self._syntax)
            self._sides[side] = masking, [other.position for other in lines]
        masking, positions = self._sides[side]
        return masking, bisect_left(positions, line.position)

    @cached_property
    def _alike(self) -> Masking | None:
        """Of both sides at once, where no line depends on its neighbours."""
        texts = [line.text for line in self._lines]
        return None if spans_lines(texts, self._syntax) else Masking(texts, self._syntax, is_alone=True)
