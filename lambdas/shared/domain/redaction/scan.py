"""Which lines deserve a closer look, and what is found in them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from lambdas.shared.domain.literals import by_pivots
from lambdas.shared.domain.redaction import assignments, entropy, tokens
from lambdas.shared.domain.redaction.spans import Span

_CHUNK = 1 << 20
_LONG_LINE = 4096
_BEFORE, _AFTER = 256, 2048  # of an anchor, in a line that is longer than that


_Starts = Callable[[str], Iterator[int]]  # where an anchor stands in a text
_TOKENS, _ASSIGNMENTS, _RANDOM = 1, 2, 4  # what an anchor asks to look for in its line; an IntFlag would cost more


@dataclass(frozen=True, slots=True)
class Manners:
    """How the file at hand writes things down."""

    bare_values: bool = False  # values need no quotes: YAML, shell, properties
    hashes: bool = False  # a lock file: long random strings are checksums


def find_secrets(text: str, manners_at: Callable[[int], Manners], *, prefix: int = 0) -> Iterator[Span]:
    """
    Every credential that is written in one line; `prefix` is the width of the diff's mark in front of each.

    Nearly all lines are only passed over by a handful of patterns that begin with literals; none is looked at closely
    without an anchor in it. A line of megabytes is looked at around its anchors.
    """
    start = 0
    while start < len(text):
        cut = text.find("\n", start + _CHUNK)
        end = len(text) if cut < 0 else cut + 1
        chunk = text[start:end]
        lowered = _lower(chunk)
        for (line_start, line_end), look in sorted(_places(chunk, lowered, prefix).items()):
            manners = manners_at(start + line_start)
            line = chunk[line_start:line_end]
            for span in _find_in_line(line, lowered[line_start:line_end], look, manners):
                yield Span(start + line_start + span.start, start + line_start + span.end, span.kind)
        start = end


def _find_in_line(line: str, lowered: str, look: int, manners: Manners) -> Iterator[Span]:
    if look & _TOKENS:
        yield from tokens.find_tokens(line)
    if look & _ASSIGNMENTS:
        yield from assignments.find_assignments(line, lowered, bare=manners.bare_values)
    if look & _RANDOM and not manners.hashes:
        yield from entropy.find_random(line, bare=manners.bare_values)


def _places(chunk: str, lowered: str, prefix: int) -> dict[tuple[int, int], int]:
    places: dict[tuple[int, int], int] = {}
    for starts, look in _anchors():
        covered = 0
        for start in starts(lowered if look == _ASSIGNMENTS else chunk):
            if start < covered:
                continue
            place = _place(chunk, start, prefix)
            places[place] = places.get(place, 0) | look
            covered = place[1] if chunk.startswith("\n", place[1]) else place[1] - _BEFORE
    return places


def _place(chunk: str, position: int, prefix: int) -> tuple[int, int]:
    """The line around the position, without its mark; of a long one, what stands near."""
    floor = max(0, position - _LONG_LINE)
    start = chunk.rfind("\n", floor, position) + 1
    end = chunk.find("\n", position, position + _LONG_LINE)
    if end < 0:
        end = len(chunk) if len(chunk) <= position + _LONG_LINE else position + _AFTER
    if start == 0 and floor:
        return max(position - _BEFORE, 0), _whole_word(chunk, end)
    return min(start + prefix, position), _whole_word(chunk, end)


def _whole_word(chunk: str, end: int) -> int:
    """A credential that the end would cut is taken in whole."""
    while end < len(chunk) and (chunk[end].isalnum() or chunk[end] in "+/=_-."):
        end += 1
    return end


def _lower(chunk: str) -> str:
    """ASCII letters in lower case, and character for character: `str.lower` makes two of some letters."""
    return chunk.lower() if chunk.isascii() else chunk.encode("ascii", "replace").decode("ascii").lower()


@cache
def _anchors() -> tuple[tuple[_Starts, int], ...]:
    return (
        *((anchor.starts, _TOKENS) for anchor in tokens.anchors()),
        *((anchor.starts, _ASSIGNMENTS) for anchor in by_pivots(assignments.ANCHOR_WORDS, assignments.ANCHOR_PIVOTS)),
        *((_starts_of(pattern), _ASSIGNMENTS) for pattern in assignments.ANCHORS),
        (entropy.anchor_starts, _RANDOM),
    )


def _starts_of(pattern: str) -> _Starts:
    compiled = re.compile(pattern)
    return lambda text: (match.start() for match in compiled.finditer(text))
