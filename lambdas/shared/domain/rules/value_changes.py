"""
Single values that change, wherever a name stands beside them: the general rule behind the special ones.

Old and new value are found by their name within the hunk; where a name stands there more than once, by the lines that
took each other's place.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from lambdas.shared.domain.change import FileClass, FileKind
from lambdas.shared.domain.facts import Fact
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.meanings import JUDGES, Meaning
from lambdas.shared.domain.rules.named_values import named_values
from lambdas.shared.domain.rules.rule import FactType, Rule, code

_BEGINNING = re.compile(r"\n([^=:(\n]*)([=:(]?)")
_ABOUT = {"description", "summary", "title", "comment", "label", "version"}
_QUOTES = ('"', "'", "`")
_DIRECTIVES = (".conf", ".cfg", ".cnf", "config", "rc")


def value_changes(file: ChangedFile) -> Iterator[Fact]:
    if not file.takes_effect or file.file.kind in (FileKind.ADDED, FileKind.DELETED) or not file.removed:
        return
    for number, kinds in enumerate(file.kinds):
        if "-" in kinds and "+" in kinds:
            yield from _changes(file, file.hunks[number])


def _changes(file: ChangedFile, lines: Sequence[CodeLine]) -> Iterator[Fact]:
    before: dict[str, list[tuple[CodeLine, str]]] = {}
    after: dict[str, list[tuple[CodeLine, str]]] = {}
    has_directives = file.file_class is not FileClass.SOURCE and file.path.endswith(_DIRECTIVES)
    for line in _on_both_sides(lines):
        for name, value in named_values(line.text, has_directives=has_directives):
            (before if line.is_removed else after).setdefault(name, []).append((line, value))
    for name in [name for name in after if name in before]:
        new = after[name]
        for line, value in new:
            old = _old(file, line, before[name], is_only=len(new) == 1)
            if old is not None and old != value and value in file.uncommented(line):
                yield from _facts(file, line, name, old, value)


def _on_both_sides(lines: Sequence[CodeLine]) -> Iterator[CodeLine]:
    """Changed lines that begin as one of the other side does; most others are another statement."""
    removed = {line[1].lstrip() for line in lines if line[0] == "-"}
    added = {line[1].lstrip() for line in lines if line[0] == "+"}
    old, new = _beginnings(removed - added), _beginnings(added - removed)
    begun = frozenset(old.values()) & frozenset(new.values()) - {""}
    wanted = {text for text, begins in (*old.items(), *new.items()) if begins in begun}
    return (line for line in lines if line[0] != " " and line[1].lstrip() in wanted) if begun else iter(())


def _beginnings(texts: Collection[str]) -> dict[str, str]:
    """Of each, up to what sets a value; the first word of a command with options, or of a directive."""
    begun = _BEGINNING.findall("".join([f"\n{text}" for text in texts]))
    return {
        text: begins.rstrip() if sets else _directive(text) for text, (begins, sets) in zip(texts, begun, strict=True)
    }


def _directive(text: str) -> str:
    return text.partition(" ")[0] if "--" in text or text.endswith(";") else ""


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
