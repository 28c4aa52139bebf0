"""The lines of a hunk that took each other's place; a block is paired when one of its lines is asked for."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.pairing import pair_lines

_Block = tuple[list[CodeLine], list[CodeLine]]  # consecutive lines, removed and added
_RUN = re.compile(r"[-+]+")


class Partners:
    def __init__(self, lines: Sequence[CodeLine], kinds: str) -> None:
        """Of all lines of a hunk; `kinds` are their signs."""
        self._blocks = list(_blocks(lines, kinds))
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


def _blocks(lines: Sequence[CodeLine], kinds: str) -> Iterator[_Block]:
    """Runs of changed lines that hold both removed and added ones."""
    for run in _RUN.finditer(kinds):
        block = lines[run.start() : run.end()]
        removed = [line for line in block if line[0] == "-"]
        if 0 < len(removed) < len(block):
            yield removed, [line for line in block if line[0] == "+"]
