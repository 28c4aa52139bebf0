"""Hunks cut into pieces: each is a hunk of its own that a reader of diffs understands."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Self

from lambdas.shared.domain.diff import Hunk
from lambdas.shared.domain.fitting.ranking import Mark

_LONGEST_LINE = 2000  # characters; of a longer line the beginning is shown and the line counts as not read


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive lines of a hunk, as they are shown."""

    file_index: int  # in the order of the diff
    start: tuple[int, int]  # first old and new line: pieces of a file are shown in this order
    text: str
    changed_lines: int  # shown in full
    tokens: int = 0

    def counted(self, count: Callable[[str], int]) -> Self:
        """With its tokens; made by hand, as `dataclasses.replace` takes longer than the counting."""
        return type(self)(self.file_index, self.start, self.text, self.changed_lines, count(self.text))


def whole(hunk: Hunk, file_index: int) -> Piece:
    """The hunk as it is; its lines must not be too long to show."""
    text = f"{hunk.header}\n{hunk.body}"
    return Piece(file_index, (hunk.old_start, hunk.new_start), text, hunk.changed_lines)


def has_long_line(hunk: Hunk) -> bool:
    return len(hunk.body) > _LONGEST_LINE and max(map(len, hunk.body.split("\n"))) > _LONGEST_LINE


def cut(
    hunk: Hunk, file_index: int, *, flagged: Collection[Mark], longest: int, sight: int = 0
) -> Iterator[tuple[Piece, bool]]:
    """
    Pieces of at most so many characters (a line at least), and whether a flagged line is in them.

    A flagged line and `sight` lines before and after it become a
    piece of their own, so that it can be kept where the rest of a large hunk cannot.
    """
    lines = list(_numbered(hunk))
    marked = [index for index, line in enumerate(lines) if (line.side, line.number) in flagged]
    for first, last, is_flagged in _ranges(len(lines), marked, sight):
        group: list[_Line] = []
        size = 0
        for line in lines[first:last]:
            if group and size + len(line.shown) > longest:
                yield _piece(hunk, file_index, group), is_flagged
                group, size = [], 0
            group.append(line)
            size += len(line.shown)
        if group:
            yield _piece(hunk, file_index, group), is_flagged


class _Line(NamedTuple):
    side: str
    number: int  # on its side; of a context line in the new file
    old: int  # the old line it is, or that comes next
    new: int
    shown: str
    is_whole: bool


def _numbered(hunk: Hunk) -> Iterator[_Line]:
    old, new = hunk.old_start, hunk.new_start
    pending: _Line | None = None
    for raw in hunk.body.split("\n")[:-1]:
        if raw[:1] == "\\" and pending:  # "\ No newline at end of file" stays with its line
            pending = _Line(
                pending.side, pending.number, pending.old, pending.new, f"{pending.shown}{raw}\n", pending.is_whole
            )
            continue
        if pending:
            yield pending
        side = raw[:1]
        pending = _Line(side, old if side == "-" else new, old, new, _shown(raw), len(raw) <= _LONGEST_LINE)
        old, new = old + (side != "+"), new + (side != "-")
    if pending:
        yield pending


def _shown(raw: str) -> str:
    if len(raw) <= _LONGEST_LINE:
        return f"{raw}\n"
    return f"{raw[:_LONGEST_LINE]} [{len(raw) - _LONGEST_LINE:,} more characters are not shown]\n"


def _ranges(length: int, marked: list[int], sight: int) -> Iterator[tuple[int, int, bool]]:
    """All lines in order, cut where the sight around a flagged line begins and ends."""
    position = 0
    for index in marked:
        first, last = max(index - sight, position), min(index + sight + 1, length)
        if first > position:
            yield position, first, False
        if last > first:
            yield first, last, True
        position = max(position, last)
    if position < length:
        yield position, length, False


def _piece(hunk: Hunk, file_index: int, lines: list[_Line]) -> Piece:
    olds, news = sum(line.side != "+" for line in lines), sum(line.side != "-" for line in lines)
    old_start = lines[0].old - (olds == 0 and hunk.old_length > 0)  # a side without lines starts a line early
    new_start = lines[0].new - (news == 0 and hunk.new_length > 0)
    header = f"@@ -{old_start},{olds} +{new_start},{news} @@{f' {hunk.section}' if hunk.section else ''}\n"
    changed = sum(line.side in "+-" and line.is_whole for line in lines)
    return Piece(file_index, (lines[0].old, lines[0].new), header + "".join(line.shown for line in lines), changed)
