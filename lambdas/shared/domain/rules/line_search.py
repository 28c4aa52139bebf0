"""Lines that hold something, looked for in all of them at once: no step is taken for a line that does not."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate


class SearchedLines:
    """Lines one below the other. What is found is told by the lines' indexes, ascending."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._text = "\n".join(lines)

    def containing(self, parts: Iterable[str]) -> list[int]:
        """One of these, as it is written; none has a newline."""
        return self._places(parts, self._text)

    def containing_in_lower_case(self, parts: Iterable[str]) -> list[int]:
        return self._places(parts, self._lowered)

    def first_matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
        """The first match in each line, of a MULTILINE pattern that matches no newline."""
        last = -1
        for match in pattern.finditer(self._text):
            index = bisect_right(self._starts, match.start()) - 1
            if index > last:
                yield index, match
                last = index

    def _places(self, parts: Iterable[str], text: str) -> list[int]:
        found = set()
        for part in parts:
            place = text.find(part)
            while place >= 0:
                following = bisect_right(self._starts, place)
                found.add(following - 1)
                place = text.find(part, self._starts[following])
        return sorted(found)

    @cached_property
    def _lowered(self) -> str:
        """Character for character."""
        lowered = self._text.lower()
        return lowered if len(lowered) == len(self._text) else "".join(map(_lower, self._text))

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins, and where one more would."""
        return list(accumulate(map(len, self._lines), lambda start, length: start + length + 1, initial=0))


def _lower(character: str) -> str:
    """A few letters are two in lower case."""
    lowered = character.lower()
    return lowered if len(lowered) == 1 else character
