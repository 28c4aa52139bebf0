"""The lines of a hunk as the rules read them."""

from typing import NamedTuple

from lambdas.shared.domain.diff import Hunk

READ = 1_000  # characters of a line that rules look at; what is longer was not written by hand


class CodeLine(NamedTuple):
    """A `diff.Line` that knows its place in the hunk, so that its surroundings can be looked at."""

    kind: str  # "+", "-" or " "
    text: str  # cut after `READ` characters
    number: int  # in the new file; in the old file for a removed line
    hunk: int  # index among the file's hunks
    position: int  # among the lines of the hunk

    @property
    def is_removed(self) -> bool:
        return self.kind == "-"


def read_lines(hunk: Hunk, hunk_index: int) -> tuple[CodeLine, ...]:
    lines = []
    old, new, position = hunk.old_start, hunk.new_start, 0
    for raw in hunk.body.split("\n")[:-1]:
        kind = raw[:1]
        if kind == "\\":
            continue
        number = old if kind == "-" else new
        lines.append(CodeLine(kind, raw[1 : READ + 1].rstrip("\r"), number, hunk_index, position))
        position += 1
        if kind != "+":
            old += 1
        if kind != "-":
            new += 1
    return tuple(lines)
