"""What is said of a file, each remark below the line that it is about."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from lambdas.shared.brief.points import Point
from lambdas.shared.domain.diff import Hunk, Line

Spot = tuple[int, bool]  # a line, and whether it is one of the old file


class Remarks:
    """The points of one file by the spot below which they stand; of several lines, that is the last one shown."""

    def __init__(self, points: Iterable[Point], hunks: Sequence[Hunk]) -> None:
        self.points = tuple(points)
        self._new = [(hunk.new_start, hunk.new_start + hunk.new_length - 1) for hunk in hunks]
        self._old = [(hunk.old_start, hunk.old_start + hunk.old_length - 1) for hunk in hunks]
        self._by_spot: dict[Spot, list[Point]] = {}
        for point in self.points:
            spot = self._spot(point)
            if spot:
                self._by_spot.setdefault(spot, []).append(point)

    def take(self, line: Line) -> Sequence[Point]:
        """Each remark once: what has not been taken in the end had no line to stand at."""
        if not self._by_spot:
            return ()
        is_removed = line.kind == "-"
        number = line.old_line if is_removed else line.new_line
        return () if number is None else self._by_spot.pop((number, is_removed), ())

    def not_taken(self, taken: Iterable[Point]) -> tuple[Point, ...]:
        """Said of the whole file, or of lines that are not shown."""
        shown = set(taken)
        return tuple(point for point in self.points if point not in shown)

    def _spot(self, point: Point) -> Spot | None:
        if point.line is None:
            return None
        for is_removed in (True,) if point.is_removed else (False, True):
            last = _last_shown(self._old if is_removed else self._new, point.line, point.line_end or point.line)
            if last is not None:
                return last, is_removed
        return None


def _last_shown(ranges: Sequence[tuple[int, int]], first: int, last: int) -> int | None:
    """The last line between `first` and `last` that is in one of the ascending ranges."""
    index = bisect_right(ranges, last, key=lambda lines: lines[0])
    if not index:
        return None
    shown = min(last, ranges[index - 1][1])
    return shown if shown >= first else None
