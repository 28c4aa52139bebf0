"""The lines of a hunk as the rules read them."""

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import count, repeat
from typing import NamedTuple

from lambdas.shared.domain.diff import Hunk

READ = 1_000  # characters of a line that rules look at; what is longer was not written by hand


class CodeLine(NamedTuple):
    """A `diff.Line` that knows its place in the hunk, so that its surroundings can be looked at."""

    kind: str  # "+", "-" or " "
    text: str  # cut after `READ` characters
    number: int  # in the new file; in the old file for a removed line
    hunk: int  # index among the file's hunks
    position: int  # among the lines of the hunk

    @property
    def is_removed(self) -> bool:
        return self.kind == "-"

    @property
    def depth(self) -> int:
        """The characters of its indentation."""
        return len(self.text) - len(self.text.lstrip())


_line = partial(tuple.__new__, CodeLine)  # half of what CodeLine() costs, for each line of the change


def read_lines(hunk: Hunk, hunk_index: int) -> tuple[CodeLine, ...]:
    """Without the note that a file has no newline at its end."""
    kinds, texts = _split(hunk)
    if len(hunk.body) > READ and max(map(len, texts), default=0) > READ:
        texts = [text[:READ] for text in texts]
    if "\r" in hunk.body:
        texts = [text.rstrip("\r") for text in texts]
    parts = zip(kinds, texts, _numbers(hunk, kinds), repeat(hunk_index), count(), strict=False)
    return tuple(map(_line, parts))


def _split(hunk: Hunk) -> tuple[Sequence[str], list[str]]:
    """The sign of each line, and its text."""
    has_notes = "\n\\" in hunk.body
    if not hunk.old_length and hunk.body and not has_notes:  # a new file: all signs are "+"
        texts = hunk.body[1:-1].split("\n+")
        return "+" * len(texts), texts
    raws = hunk.body.split("\n")[:-1]
    if has_notes:
        raws = [raw for raw in raws if raw[:1] != "\\"]
    return [raw[:1] for raw in raws], [raw[1:] for raw in raws]


def _numbers(hunk: Hunk, kinds: Sequence[str]) -> Iterable[int]:
    if not hunk.old_length or not hunk.new_length:
        return count(hunk.new_start if hunk.new_length else hunk.old_start)
    numbers = []
    old, new = hunk.old_start, hunk.new_start
    for kind in kinds:
        if kind == "-":
            numbers.append(old)
            old += 1
        else:
            numbers.append(new)
            new += 1
            old += kind == " "
    return numbers
