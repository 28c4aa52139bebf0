"""Lines that contain a word, all of them searched at once."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate


def lines_with(words: Iterable[str], lines: Sequence[str]) -> list[int]:
    """Indexes, ascending. A word contains no newline."""
    text = "\n".join(lines)
    places = [place for word in words for place in occurrences(word, text)]
    if not places:
        return []
    starts = list(accumulate(map(len, lines), lambda start, length: start + length + 1, initial=0))
    return sorted({bisect_right(starts, place) - 1 for place in places})


def occurrences(word: str, text: str) -> Iterator[int]:
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + len(word))
