"""A hunk's lines as a prompt shows them: what is too long to have been written by hand is cut."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Self

from lambdas.shared.domain.diff import Hunk
from lambdas.shared.domain.fitting.ranking import Mark

_LONGEST = 2000  # characters; of a longer line the beginning is shown and the line counts as not read


def has_long_line(hunk: Hunk) -> bool:
    return len(hunk.body) > _LONGEST and max(map(len, hunk.body.split("\n"))) > _LONGEST


@dataclass(frozen=True, slots=True)
class ShownLines:
    """Each with its newline, and with the note that a file has no newline at its end."""

    hunk: Hunk
    texts: tuple[str, ...]
    offsets: tuple[int, ...]  # characters before each line, and in all of them
    long: tuple[int, ...]  # indexes of those that are not shown to their end

    @classmethod
    def of(cls, hunk: Hunk) -> Self:
        raws = hunk.body.split("\n")[:-1]
        if "\n\\" in hunk.body:
            raws = list(_with_notes(raws))
        long = tuple(index for index, raw in enumerate(raws) if _is_long(raw)) if has_long_line(hunk) else ()
        texts = tuple(map(_shown, raws) if long else [f"{raw}\n" for raw in raws])
        return cls(hunk, texts, tuple(accumulate(map(len, texts), initial=0)), long)

    def marked(self, marks: Collection[Mark]) -> list[int]:
        """Indexes, ascending, of the lines that the marks name."""
        starts = {"-": self.hunk.old_start, "+": self.hunk.new_start}
        found = []
        for side, other in ("-+", "+-"):
            if numbers := [number - starts[side] for mark, number in marks if mark == side]:
                places = [index for index, text in enumerate(self.texts) if text[0] != other]
                found += [places[number] for number in numbers if 0 <= number < len(places)]
        return sorted(index for index in found if self.texts[index][0] != " ")

    def long_changed(self, first: int, end: int) -> int:
        """How many changed lines from `first` to before `end` are not shown to their end."""
        return sum(first <= index < end and self.texts[index][0] != " " for index in self.long)


def _with_notes(raws: list[str]) -> Iterator[str]:
    """A line that begins with a backslash is about the one before it, and stays with it."""
    pending = raws[0]
    for raw in raws[1:]:
        if raw[:1] == "\\":
            pending = f"{pending}\n{raw}"
        else:
            yield pending
            pending = raw
    yield pending


def _is_long(raw: str) -> bool:
    return len(raw.partition("\n")[0]) > _LONGEST


def _shown(raw: str) -> str:
    line, newline, note = raw.partition("\n")
    if len(line) > _LONGEST:
        line = f"{line[:_LONGEST]} [{len(line) - _LONGEST:,} more characters are not shown]"
    return f"{line}{newline}{note}\n"
