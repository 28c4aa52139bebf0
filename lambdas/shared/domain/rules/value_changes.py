"""
Single values that change, wherever a name stands beside them: the general rule behind the special ones.

Old and new value are found by their name within the hunk; where a name stands there more than once, by the lines that
took each other's place.
"""

from collections.abc import Iterator
from functools import lru_cache

from lambdas.shared.domain.change import FileClass, FileKind
from lambdas.shared.domain.facts import Fact
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.named_values import named_values
from lambdas.shared.domain.rules.rule import FactType, Rule, code
from lambdas.shared.domain.rules.value_meanings import JUDGES, STEMS, Meaning

_MOST_WORDS = 400  # a file with more words that may matter is generated, or a list
_ABOUT = {"description", "summary", "title", "comment", "label", "version"}
_QUOTES = ('"', "'", "`")
_DIRECTIVES = (".conf", ".cfg", ".cnf", "config", "rc")


def value_changes(file: ChangedFile) -> Iterator[Fact]:
    if not file.takes_effect or file.file.kind in (FileKind.ADDED, FileKind.DELETED) or not file.removed:
        return
    words = frozenset(filter(_may_matter, file.words))
    if not words or len(words) > _MOST_WORDS:
        return
    before: dict[tuple[int, str], list[tuple[CodeLine, str]]] = {}
    after: dict[tuple[int, str], list[tuple[CodeLine, str]]] = {}
    for line in file.changed_with(words):
        for name, value in _read(file, line) if not file.is_moved(line) else ():
            (before if line.is_removed else after).setdefault((line.hunk, name), []).append((line, value))
    for place, new in after.items():
        for line, value in new:
            old = _old(file, line, before.get(place, []), is_only=len(new) == 1)
            if old is not None and old != value:
                yield from _facts(file, line, place[1], old, value)


@lru_cache(maxsize=50_000)
def _may_matter(word: str) -> bool:
    return len(word) < 80 and STEMS.search(word) is not None


def _read(file: ChangedFile, line: CodeLine) -> Iterator[tuple[str, str]]:
    has_directives = file.file_class is not FileClass.SOURCE and file.path.endswith(_DIRECTIVES)
    return named_values(file.uncommented(line), has_directives=has_directives)


def _old(file: ChangedFile, line: CodeLine, old: list[tuple[CodeLine, str]], *, is_only: bool) -> str | None:
    if is_only and len(old) == 1:
        return old[0][1]
    partner = file.partner(line) if old else None
    return next((value for other, value in old if other == partner), None)


def _facts(file: ChangedFile, line: CodeLine, name: str, old: str, new: str) -> Iterator[Fact]:
    if name.lower() in _ABOUT:
        return
    meaning = next((meaning for judge in JUDGES for meaning in judge(name, old, new)), None)
    if meaning is not None and (meaning.rule != "address-changed" or _are_strings(file, old, new)):
        yield _fact(file, line, name, meaning)


def _are_strings(file: ChangedFile, old: str, new: str) -> bool:
    """What an expression of code points to, nobody can tell from its line."""
    return file.file_class is FileClass.CONFIGURATION or (old[:1] in _QUOTES and new[:1] in _QUOTES)


def _fact(file: ChangedFile, line: CodeLine, name: str, meaning: Meaning) -> Fact:
    before, after = code(meaning.before, 40), code(meaning.after, 40)
    return FactType(meaning.rule, meaning.kind, meaning.level).at(
        file,
        line,
        f"{code(name, 40)} {meaning.sentence}it goes from {before} to {after}.",
        subject=name,
        before=meaning.before,
        after=meaning.after,
        short=f"{code(name, 40)} {meaning.short}"[:120],
    )


RULES = frozenset(
    {
        *("protection-off", "protection-on", "opened-to-all", "protection-weakened", "protection-strengthened"),
        *("lifetime-changed", "time-changed", "amount-changed", "threshold-changed", "limit-changed"),
        *("rounding-changed", "backlog-skipped", "consumer-group-changed", "address-changed"),
    }
)
ALL: tuple[Rule, ...] = (value_changes,)
