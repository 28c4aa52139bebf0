"""What an approver most needs to have been read."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

from lambdas.shared.domain.change import FileChange, FileClass
from lambdas.shared.domain.diff import Hunk
from lambdas.shared.domain.facts import Fact

_ORDER = (
    FileClass.MIGRATION,  # small, and cannot be undone
    FileClass.INFRASTRUCTURE,
    FileClass.DEPENDENCY_MANIFEST,
    FileClass.SOURCE,
    FileClass.CI,
    FileClass.CONFIGURATION,
    FileClass.TEST,
    FileClass.DOCUMENTATION,
    FileClass.LOCK_FILE,
    FileClass.GENERATED,
    FileClass.VENDORED,
    FileClass.DATA,
    FileClass.BINARY,
)
_RANKS = {file_class: rank for rank, file_class in enumerate(_ORDER)}
_DECIDING = frozenset(_ORDER[: _RANKS[FileClass.SOURCE]])
_AFTER_SOURCE = _RANKS[FileClass.SOURCE] + 0.5

Rank = tuple[float, ...]

Mark = tuple[str, int]  # side and number of a line: ("+", 12) or ("-", 12)


class Flags:
    """The lines of one file that rules hold for risky, each with the gravity of the rule."""

    def __init__(self, lines: Mapping[Mark, int]) -> None:
        self._lines = lines
        self._numbers = {side: sorted(number for mark, number in lines if mark == side) for side in "+-"}

    def of(self, hunk: Hunk) -> dict[Mark, int]:
        """Those that stand in this hunk."""
        added = self._between("+", hunk.new_start, hunk.new_start + hunk.new_length)
        removed = self._between("-", hunk.old_start, hunk.old_start + hunk.old_length)
        return {mark: self._lines[mark] for mark in (*added, *removed)}

    def _between(self, side: str, first: int, end: int) -> Iterator[Mark]:
        numbers = self._numbers[side]
        return ((side, number) for number in numbers[bisect_left(numbers, first) : bisect_left(numbers, end)])


def flags_by_path(facts: Iterable[Fact]) -> dict[str, Flags]:
    """Facts that carry a level; a fact about a file as a whole flags none of its lines."""
    found: dict[str, dict[Mark, int]] = {}
    for fact in facts:
        if fact.level is not None and fact.line is not None:
            place = ("-" if fact.is_removed else "+", fact.line)
            lines = found.setdefault(fact.path, {})
            lines[place] = max(lines.get(place, 0), fact.level.rank + 1)
    return {path: Flags(lines) for path, lines in found.items()}


def decides(file: FileChange) -> bool:
    """Whether production is decided by it more than by a file of source with as many lines."""
    return file.file_class in _DECIDING


def rank(file: FileChange, *, gravity: int, position: int, is_ahead: bool = False) -> Rank:
    """
    Lower is read earlier: what is flagged, gravest first; then by class; of a class, small files before large ones.

    So one huge file cannot evict many small ones, and most files are read to their end. What decides about production
    comes before source where it `is_ahead`, else next after it.
    """
    of_class = _RANKS[file.file_class]
    if gravity:
        return (-gravity, of_class, position)
    tier = _AFTER_SOURCE if decides(file) and not is_ahead else of_class
    return (tier, of_class, file.changed_lines, position)
