"""The lines of a hunk that took each other's place; a block is paired when one of its lines is asked for."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.pairing import pair_lines

_Block = tuple[list[CodeLine], list[CodeLine]]  # consecutive lines, removed and added


class Partners:
    def __init__(self, lines: Sequence[CodeLine]) -> None:
        self._blocks = list(_blocks(lines))
        self._starts = [min(removed[0].position, added[0].position) for removed, added in self._blocks]
        self._pairs: dict[int, dict[int, CodeLine]] = {}  # of each block, by position

    def of(self, line: CodeLine) -> CodeLine | None:
        """None where the line's block has only one side, or no line of the other is like it."""
        block = bisect_right(self._starts, line.position) - 1
        if block < 0:
            return None
        if block not in self._pairs:
            self._pairs[block] = dict(_pairs(*self._blocks[block]))
        return self._pairs[block].get(line.position)


def _pairs(removed: list[CodeLine], added: list[CodeLine]) -> Iterator[tuple[int, CodeLine]]:
    for old, new in pair_lines([line.text for line in removed], [line.text for line in added]):
        yield removed[old].position, added[new]
        yield added[new].position, removed[old]


def _blocks(lines: Sequence[CodeLine]) -> Iterator[_Block]:
    """Runs of changed lines that hold both removed and added ones."""
    removed: list[CodeLine] = []
    added: list[CodeLine] = []
    for line in (*lines, None):
        if line is not None and line.kind != " ":
            (removed if line.is_removed else added).append(line)
        elif removed or added:
            if removed and added:
                yield removed, added
            removed, added = [], []
