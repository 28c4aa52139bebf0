"""One file of the change as a rule looks at it. Everything is computed when first asked for, and once."""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

from lambdas.shared.domain.change import FileChange, FileClass
from lambdas.shared.domain.diff import FileDiff
from lambdas.shared.domain.rules.code_lines import CodeLine, read_lines
from lambdas.shared.domain.rules.languages import Language, language_of
from lambdas.shared.domain.rules.masking import Masked, mask
from lambdas.shared.domain.rules.pairing import pair_lines

_LETTERS = bytes(byte if byte > 127 or chr(byte).isalnum() or byte == ord("_") else ord(" ") for byte in range(256))
_SIGHT = 100  # lines that are looked at around one: a file of a million lines must not cost a million squared
_WILDCARDS = ('"*"', "'*'")
_RUNS = frozenset(
    {FileClass.SOURCE, FileClass.INFRASTRUCTURE, FileClass.CONFIGURATION, FileClass.CI, FileClass.MIGRATION}
)


class ChangedFile:
    def __init__(self, file: FileChange, diff: FileDiff) -> None:
        self.file = file
        self.diff = diff
        self._masked: dict[tuple[int, str], list[Masked]] = {}
        self._partners: dict[int, dict[CodeLine, CodeLine]] = {}

    @property
    def path(self) -> str:
        return self.file.path

    @property
    def file_class(self) -> FileClass:
        return self.file.file_class

    @property
    def takes_effect(self) -> bool:
        """What production runs, or is made by; not tests, documentation, locks or what was generated."""
        return self.file.file_class in _RUNS

    @cached_property
    def language(self) -> Language:
        return language_of(self.path)

    @cached_property
    def words(self) -> frozenset[str]:
        """
        All words of the hunks, context included, in lower case: what a rule asks for before it looks closer.

        A wildcard in quotes counts as the word `*`.
        """
        body = "".join(hunk.body for hunk in self.diff.hunks)
        found = body.lower().encode("utf-8", "replace").translate(_LETTERS).decode("utf-8", "replace")
        return frozenset(found.split()) | frozenset("*" for wildcard in _WILDCARDS if wildcard in body)

    @cached_property
    def hunks(self) -> tuple[tuple[CodeLine, ...], ...]:
        return tuple(read_lines(hunk, index) for index, hunk in enumerate(self.diff.hunks))

    @cached_property
    def changed(self) -> tuple[CodeLine, ...]:
        return tuple(line for lines in self.hunks for line in lines if line.kind != " ")

    @cached_property
    def added(self) -> tuple[CodeLine, ...]:
        return tuple(line for line in self.changed if line.kind == "+")

    @cached_property
    def removed(self) -> tuple[CodeLine, ...]:
        return tuple(line for line in self.changed if line.kind == "-")

    def changed_with(self, words: frozenset[str]) -> Iterator[CodeLine]:
        """The changed lines that contain one of the words (lower case, letters digits and "_" only)."""
        present = words & self.words
        found = {self._line_at(start) for word in present for start in _occurrences(self._lowered, word)}
        return (self.changed[index] for index in sorted(found))

    @cached_property
    def _lowered(self) -> str:
        return "\n".join(self._lowered_lines)

    @cached_property
    def _lowered_lines(self) -> list[str]:
        return [line.text.lower() for line in self.changed]

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(text) + 1 for text in self._lowered_lines), initial=0))

    def _line_at(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    def code(self, line: CodeLine) -> str:
        """The line without comments, and without what stands in strings."""
        return self._mask(line).code

    def uncommented(self, line: CodeLine) -> str:
        """The line without comments."""
        return self._mask(line).uncommented

    def _mask(self, line: CodeLine) -> Masked:
        side = "-" if line.is_removed else "+"
        masked = self._masked.get((line.hunk, side))
        if masked is None:
            masked = self._mask_side(line.hunk, side)
            self._masked[line.hunk, side] = masked
        return masked[line.position]

    def _mask_side(self, hunk: int, side: str) -> list[Masked]:
        """Indexed like the hunk's lines; those of the other side are empty."""
        lines = self.hunks[hunk]
        masked = iter(mask((line.text for line in lines if line.kind in (side, " ")), self.language.syntax))
        return [next(masked) if line.kind in (side, " ") else Masked("", "") for line in lines]

    def partner(self, line: CodeLine) -> CodeLine | None:
        """The line that took this one's place, or whose place it took."""
        if line.hunk not in self._partners:
            self._partners[line.hunk] = dict(_partners(self.hunks[line.hunk]))
        return self._partners[line.hunk].get(line)

    def is_moved(self, line: CodeLine) -> bool:
        """The same text, indentation aside, stands on the other side of this file's diff too."""
        return line.text.strip() in (self._added_texts if line.is_removed else self._removed_texts)

    @cached_property
    def _added_texts(self) -> frozenset[str]:
        return frozenset(line.text.strip() for line in self.added)

    @cached_property
    def _removed_texts(self) -> frozenset[str]:
        return frozenset(line.text.strip() for line in self.removed)

    def above(self, line: CodeLine) -> Iterator[CodeLine]:
        """The lines before this one on its own side, nearest first, as far as the hunk and sight go."""
        return self._near(line, range(line.position - 1, max(-1, line.position - _SIGHT), -1))

    def below(self, line: CodeLine) -> Iterator[CodeLine]:
        """The lines after this one on its own side, as far as the hunk and sight go."""
        end = min(len(self.hunks[line.hunk]), line.position + _SIGHT)
        return self._near(line, range(line.position + 1, end))

    def _near(self, line: CodeLine, positions: range) -> Iterator[CodeLine]:
        lines = self.hunks[line.hunk]
        return (lines[position] for position in positions if lines[position].kind in (line.kind, " "))


def _occurrences(text: str, word: str) -> Iterator[int]:
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + len(word))


def _partners(lines: tuple[CodeLine, ...]) -> Iterator[tuple[CodeLine, CodeLine]]:
    for removed, added in _blocks(lines):
        for old, new in pair_lines([line.text for line in removed], [line.text for line in added]):
            yield removed[old], added[new]
            yield added[new], removed[old]


def _blocks(lines: tuple[CodeLine, ...]) -> Iterator[tuple[list[CodeLine], list[CodeLine]]]:
    """Runs of changed lines that hold both removed and added ones."""
    removed: list[CodeLine] = []
    added: list[CodeLine] = []
    for line in (*lines, None):
        if line is not None and line.kind != " ":
            (removed if line.is_removed else added).append(line)
        else:
            if removed and added:
                yield removed, added
            removed, added = [], []
