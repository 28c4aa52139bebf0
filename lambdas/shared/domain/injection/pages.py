"""The lines of a file's hunks, in pages of bearable size: what is looked for is looked for in many hunks at once."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lambdas.shared.domain.diff import Hunk

_SIZE = 1 << 20  # characters; a line is never cut
_AGAIN = 3  # lines of a cut hunk that the next page repeats, for what goes on from line to line
_MOST_AGAIN = 4_000  # characters


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Whole lines of one hunk."""

    text: str
    new_line: int  # of the first line; counted in the new file


@dataclass(frozen=True, slots=True)
class Page:
    text: str
    starts: tuple[int, ...]  # where each stretch begins in it
    stretches: tuple[_Stretch, ...]

    def line_number(self, start: int) -> int:
        """In the new file, of the line that begins there."""
        index = bisect_right(self.starts, start) - 1
        return self.stretches[index].new_line + _new_lines(self.text[self.starts[index] : start])


def pages(hunks: Sequence[Hunk]) -> Iterator[Page]:
    waiting: list[_Stretch] = []
    size = 0
    for hunk in hunks:
        for stretch in _stretches(hunk):
            waiting.append(stretch)
            size += len(stretch.text)
            if size >= _SIZE:
                yield _page(waiting)
                waiting, size = [], 0
    if waiting:
        yield _page(waiting)


def _page(stretches: Sequence[_Stretch]) -> Page:
    starts, size = [], 0
    for stretch in stretches:
        starts.append(size)
        size += len(stretch.text)
    return Page("".join(stretch.text for stretch in stretches), tuple(starts), tuple(stretches))


def _stretches(hunk: Hunk) -> Iterator[_Stretch]:
    if len(hunk.body) <= _SIZE:
        yield _Stretch(hunk.body, hunk.new_start)
        return
    start, line = 0, hunk.new_start
    while start < len(hunk.body):
        end = hunk.body.find("\n", start + _SIZE) + 1 or len(hunk.body)
        text = hunk.body[start:end]
        yield _Stretch(text, line)
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
