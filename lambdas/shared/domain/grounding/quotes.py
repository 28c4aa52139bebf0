"""Where in a file a quote stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from lambdas.shared.domain.diff import FileDiff, Line

_FEWEST = 4  # characters of a quote; less proves nothing, unless it is the whole line


@dataclass(frozen=True, slots=True)
class Quoted:
    """The lines that a quote covers; `is_removed`: they count in the old file."""

    first: int
    last: int
    is_removed: bool


def find_quote(file: FileDiff, quote: str, first: int, last: int) -> Quoted | None:
    """
    The lines of the quote, white space aside; at least one of them is changed.

    They are the lines that were named if the quote stands there; if it does not, but stands in exactly one other place
    of the file's diff, that place is what was meant. Otherwise None: the quote proves nothing.
    """
    for wanted in _readings(quote):
        places = list(dict.fromkeys(_places(file, wanted)))
        meant = [place for place in places if first <= place.first and place.last <= last]
        if meant:
            return meant[0]
        if len(places) == 1:
            return places[0]
    return None


def _readings(quote: str) -> Iterator[str]:
    """As it stands, and without the + and - that models copy along."""
    yield _bare(quote)
    lines = quote.split("\n")
    if any(line[:1] in "+-" for line in lines if line):
        yield _bare("\n".join(line[1:] if line[:1] in "+- " else line for line in lines))


def _bare(text: str) -> str:
    return "".join(text.split())


def _places(file: FileDiff, wanted: str) -> Iterator[Quoted]:
    for hunk in file.hunks:
        for is_removed in (False, True):
            yield from _changed(hunk.lines, wanted, is_removed=is_removed)


def _changed(lines: tuple[Line, ...], wanted: str, *, is_removed: bool) -> Iterator[Quoted]:
    """Places on this side that hold a line which the other side has not."""
    kind = "-" if is_removed else "+"
    side = [line for line in lines if line.kind in (kind, " ")]
    changed = {_number(line, is_removed=is_removed) for line in side if line.kind == kind}
    if changed:
        for place in _on_side(side, wanted, is_removed=is_removed):
            if any(number in changed for number in range(place.first, place.last + 1)):
                yield place


def _on_side(lines: list[Line], wanted: str, *, is_removed: bool) -> Iterator[Quoted]:
    text, starts = "", []
    for line in lines:
        starts.append(len(text))
        text += _bare(line.text)
    position = text.find(wanted) if wanted else -1
    while position >= 0:
        end = position + len(wanted)
        covered = [index for index, start in enumerate(starts) if start < end and _end(starts, index, text) > position]
        if covered and (len(wanted) >= _FEWEST or _is_whole(starts, covered, position, end, text)):
            first, last = lines[covered[0]], lines[covered[-1]]
            yield Quoted(_number(first, is_removed=is_removed), _number(last, is_removed=is_removed), is_removed)
        position = text.find(wanted, position + 1)


def _end(starts: list[int], index: int, text: str) -> int:
    return starts[index + 1] if index + 1 < len(starts) else len(text)


def _is_whole(starts: list[int], covered: list[int], start: int, end: int, text: str) -> bool:
    return starts[covered[0]] == start and _end(starts, covered[-1], text) == end and text[start:end].isalnum()


def _number(line: Line, *, is_removed: bool) -> int:
    return (line.old_line if is_removed else line.new_line) or 0
