"""The lines of a diff, in pages of bearable size: what is looked for is looked for in many hunks at once."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from lambdas.shared.domain.diff import FileDiff, Hunk

_SIZE = 1 << 20  # characters; a line is never cut
_BETWEEN = ";\n"  # hunks: nothing that is looked for goes on behind a semicolon
_AGAIN = 3  # lines of a cut hunk that the next page repeats, for what goes on from line to line
_MOST_AGAIN = 4_000  # characters


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Whole lines of one hunk."""

    file: int  # index in the diff
    text: str
    new_line: int  # of the first line; counted in the new file


class Page:
    def __init__(self, stretches: Sequence[_Stretch]) -> None:
        self.text = _BETWEEN.join(stretch.text for stretch in stretches)
        self._stretches = stretches
        self._starts = list(accumulate((len(one.text) + len(_BETWEEN) for one in stretches), initial=0))

    def file(self, start: int) -> int:
        """The index of the file in which the line stands that begins there."""
        return self._stretches[bisect_right(self._starts, start) - 1].file

    def line_number(self, start: int) -> int:
        """In the new file, of the line that begins there."""
        index = bisect_right(self._starts, start) - 1
        return self._stretches[index].new_line + _new_lines(self.text[self._starts[index] : start])


def pages(files: Iterable[FileDiff]) -> Iterator[Page]:
    waiting: list[_Stretch] = []
    size = 0
    for index, file in enumerate(files):
        for stretch in (stretch for hunk in file.hunks for stretch in _stretches(index, hunk)):
            waiting.append(stretch)
            size += len(stretch.text)
            if size >= _SIZE:
                yield Page(waiting)
                waiting, size = [], 0
    if waiting:
        yield Page(waiting)


def _stretches(file: int, hunk: Hunk) -> Iterator[_Stretch]:
    if len(hunk.body) <= _SIZE:
        yield _Stretch(file, hunk.body, hunk.new_start)
        return
    start, line = 0, hunk.new_start
    while start < len(hunk.body):
        end = hunk.body.find("\n", start + _SIZE) + 1 or len(hunk.body)
        text = hunk.body[start:end]
        yield _Stretch(file, text, line)
        following = end if end == len(hunk.body) else _lines_before(hunk.body, start, end)
        line += _new_lines(text[: following - start])
        start = following


def _lines_before(body: str, start: int, end: int) -> int:
    """Where the last lines before `end` begin; `end` itself where they are long."""
    position = end
    for _ in range(_AGAIN):
        position = body.rfind("\n", start, position - 1) + 1
    return position if position > start and end - position <= _MOST_AGAIN else end


def _new_lines(text: str) -> int:
    begins = f"\n{text}"
    return begins.count("\n+") + begins.count("\n ")
