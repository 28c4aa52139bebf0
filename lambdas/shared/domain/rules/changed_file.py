"""One file of the change as a rule looks at it. Everything is computed when first asked for, and once."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from itertools import chain

from lambdas.shared.domain.change import FileChange, FileClass
from lambdas.shared.domain.diff import FileDiff
from lambdas.shared.domain.rules.code_lines import CodeLine, read_lines
from lambdas.shared.domain.rules.hunk_masking import HunkMasking
from lambdas.shared.domain.rules.languages import Language, language_of
from lambdas.shared.domain.rules.line_search import SearchedLines
from lambdas.shared.domain.rules.masking import Masked, Masking
from lambdas.shared.domain.rules.partners import Partners

_LETTERS = bytes(byte if byte > 127 or chr(byte).isalnum() or byte == ord("_") else ord(" ") for byte in range(256))
_LOWER_LETTERS = _LETTERS.lower()
_SIGHT = 100  # lines that are looked at around one: a file of a million lines must not cost a million squared
_REWRITTEN = re.compile(r"(?<![-+])(-{1,4})(\+{1,4})(?![-+])")
_SHORT_RUN = re.compile(r"(?<= )(?:-{1,4}|\+{1,4})(?= )")
_WILDCARDS = ('"*"', "'*'")
_RUNS = frozenset(
    {FileClass.SOURCE, FileClass.INFRASTRUCTURE, FileClass.CONFIGURATION, FileClass.CI, FileClass.MIGRATION}
)
_READ = {*_RUNS, FileClass.TEST}


class ChangedFile:
    def __init__(self, file: FileChange, diff: FileDiff) -> None:
        self.file = file
        self.diff = diff
        self._maskings: dict[int, HunkMasking] = {}
        self._partners: dict[int, Partners] = {}

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

        A wildcard in quotes counts as the word `*`. Of files that no rule reads line by line there are none.
        """
        if self.file_class not in _READ:
            return frozenset()
        body = "".join([hunk.body for hunk in self.diff.hunks])
        wildcards = {"*" for wildcard in _WILDCARDS if wildcard in body}
        return frozenset(_words(body)).union(wildcards) if wildcards else frozenset(_words(body))

    @cached_property
    def hunks(self) -> tuple[tuple[CodeLine, ...], ...]:
        return tuple(read_lines(hunk, index) for index, hunk in enumerate(self.diff.hunks))

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Of each hunk, the signs of its lines, such as " -+ "."""
        return tuple("".join([line[0] for line in lines]) for lines in self.hunks)

    @cached_property
    def changed(self) -> tuple[CodeLine, ...]:
        if self._is_new:
            return tuple(chain.from_iterable(self.hunks))
        return tuple([line for lines in self.hunks for line in lines if line[0] != " "])

    @cached_property
    def added(self) -> tuple[CodeLine, ...]:
        return self.changed if self._is_new else tuple([line for line in self.changed if line[0] == "+"])

    @cached_property
    def removed(self) -> tuple[CodeLine, ...]:
        return () if self._is_new else tuple([line for line in self.changed if line[0] == "-"])

    @property
    def _is_new(self) -> bool:
        """All lines are added ones."""
        return not any(hunk.old_length for hunk in self.diff.hunks)

    def changed_with(self, words: frozenset[str], *, beside: Collection[str] = ()) -> Iterator[CodeLine]:
        """
        The changed lines that contain one of the words (lower case, letters digits and "_" only).

        `beside`: and one of these, which may be any text in lower case.
        """
        present = words & self.words
        also = frozenset(self._searched.containing_in_lower_case(beside)) if present and beside else None
        found = self._searched.containing_in_lower_case(present if also is None or also else ())
        return (self.changed[index] for index in found if also is None or index in also)

    def changed_containing(self, parts: Iterable[str]) -> Iterator[CodeLine]:
        """The changed lines that contain one of the parts, as it is written and be it inside of a word."""
        return (self.changed[index] for index in self._searched.containing(parts))

    def changed_matching(self, pattern: re.Pattern[str]) -> Iterator[tuple[CodeLine, re.Match[str]]]:
        """The changed lines with a match, and its first; see `SearchedLines.first_matches`."""
        return ((self.changed[index], match) for index, match in self._searched.first_matches(pattern))

    @cached_property
    def _searched(self) -> SearchedLines:
        return SearchedLines([line[1] for line in self.changed])

    def code(self, line: CodeLine) -> str:
        """The line without comments, and without what stands in strings."""
        return self._mask(line).code

    def uncommented(self, line: CodeLine) -> str:
        """The line without comments."""
        return self._mask(line).uncommented

    def begins_in_code(self, line: CodeLine) -> bool:
        """Not inside of a comment or a string that an earlier line opened."""
        masking, index = self._masking(line)
        return masking.begins_in_code(index)

    def _mask(self, line: CodeLine) -> Masked:
        masking, index = self._masking(line)
        return masking.line(index)

    def _masking(self, line: CodeLine) -> tuple[Masking, int]:
        """That of the line's side of its hunk, and the line's place in it."""
        if line.hunk not in self._maskings:
            self._maskings[line.hunk] = HunkMasking(self.hunks[line.hunk], self.language.syntax)
        return self._maskings[line.hunk].place(line)

    def partner(self, line: CodeLine) -> CodeLine | None:
        """The line that took this one's place, or whose place it took."""
        kinds = self.kinds[line.hunk]
        if "-" not in kinds or "+" not in kinds:
            return None
        if line.hunk not in self._partners:
            self._partners[line.hunk] = Partners(self.hunks[line.hunk], kinds)
        return self._partners[line.hunk].of(line)

    @cached_property
    def rewritten(self) -> tuple[tuple[CodeLine, CodeLine], ...]:
        """
        Lines and what stands in their place, where a few took the place of as many: line by line, in order.

        In larger blocks nobody can tell at sight which line became which; ask for a line's partner there.
        """
        if not (self.diff.hunks and self.file.added and self.file.deleted):
            return ()
        pairs: list[tuple[CodeLine, CodeLine]] = []
        for lines, kinds in zip(self.hunks, self.kinds, strict=True):
            for block in _REWRITTEN.finditer(kinds) if "-+" in kinds else ():
                first, middle, end = block.start(1), block.start(2), block.end()
                if end - middle == middle - first:
                    pairs += zip(lines[first:middle], lines[middle:end], strict=True)
        return tuple(pairs)

    @cached_property
    def short_runs(self) -> tuple[tuple[CodeLine, ...], ...]:
        """Up to four lines each that were only added or only removed, between lines that stay."""
        runs = []
        for lines, kinds in zip(self.hunks, self.kinds, strict=True):
            runs += [lines[run.start() : run.end()] for run in _SHORT_RUN.finditer(kinds)]
        return tuple(runs)

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


def _words(text: str) -> list[str]:
    """In lower case; whatever is not ASCII counts as a letter."""
    if text.isascii():
        return text.encode().translate(_LOWER_LETTERS).decode().split()
    return text.lower().encode("utf-8", "replace").translate(_LETTERS).decode("utf-8", "replace").split()
