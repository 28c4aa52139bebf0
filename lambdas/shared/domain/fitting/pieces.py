"""Hunks cut into pieces: each is a hunk of its own that a reader of diffs understands."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Self

from lambdas.shared.domain.diff import Hunk
from lambdas.shared.domain.fitting.ranking import Mark
from lambdas.shared.domain.fitting.shown_lines import ShownLines


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


def cut(
    hunk: Hunk, file_index: int, *, flagged: Collection[Mark], longest: int, sight: int = 0
) -> Iterator[tuple[Piece, bool]]:
    """
    Pieces of at most so many characters (a line at least), and whether a flagged line is in them.

    A flagged line and `sight` lines before and after it become a
    piece of their own, so that it can be kept where the rest of a large hunk cannot.
    """
    lines = ShownLines.of(hunk)
    old, new = hunk.old_start, hunk.new_start
    for first, last, is_flagged in _ranges(len(lines.texts), lines.marked(flagged), sight):
        start = first
        while start < last:
            end = max(bisect_right(lines.offsets, lines.offsets[start] + longest, start, last + 1) - 1, start + 1)
            piece, olds, news = _piece(file_index, (old, new), lines, start, end)
            yield piece, is_flagged
            start, old, new = end, old + olds, new + news


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


def _piece(file_index: int, start: tuple[int, int], lines: ShownLines, first: int, end: int) -> tuple[Piece, int, int]:
    """The piece, and how many old and new lines it has."""
    text = "".join(lines.texts[first:end])
    begins = f"\n{text}"
    context, removed, added = begins.count("\n "), begins.count("\n-"), begins.count("\n+")
    olds, news = context + removed, context + added
    hunk, (old, new) = lines.hunk, start
    old_start = old - (olds == 0 and hunk.old_length > 0)  # a side without lines starts a line early
    new_start = new - (news == 0 and hunk.new_length > 0)
    header = f"@@ -{old_start},{olds} +{new_start},{news} @@{f' {hunk.section}' if hunk.section else ''}\n"
    return Piece(file_index, start, header + text, removed + added - lines.long_changed(first, end)), olds, news
