"""Time-outs, memory, concurrency, retries: the old value and the new one, in the units people think in."""

from collections.abc import Iterator

from lambdas.shared.domain.change import FileClass
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.limit_kinds import LIMITS, Limit
from lambdas.shared.domain.rules.quantities import Quantity
from lambdas.shared.domain.rules.rule import FactType, Rule

_WORDS = frozenset().union(*(limit.words for limit in LIMITS))


def limits(file: ChangedFile) -> Iterator[Fact]:
    if _WORDS.isdisjoint(file.words) or not file.takes_effect or file.file_class is FileClass.CI:
        return
    if not _declares(file) and not (file.added and file.removed):
        return
    for limit in LIMITS:
        for line in file.changed_with(limit.words):
            if not file.is_moved(line):
                yield from _fact(file, line, limit)


def _fact(file: ChangedFile, line: CodeLine, limit: Limit) -> Iterator[Fact]:
    value = _value(file, line, limit)
    if value is None:
        return
    partner = file.partner(line)
    other = _value(file, partner, limit) if partner else None
    if line.is_removed:
        if other is None and partner is None and _declares(file):
            yield FactType(limit.rule, FactKind.LIMIT, Level.LOW).at(
                file,
                line,
                f"The {limit.subject} of {value.words} is no longer set here.",
                subject=limit.subject,
                before=value.words,
                short=f"{limit.subject} no longer set",
            )
        return
    if other is None:
        if partner is None and _declares(file):
            yield FactType(limit.rule.replace("changed", "set"), FactKind.LIMIT).at(
                file,
                line,
                f"The {limit.subject} is set to {value.words}.",
                subject=limit.subject,
                after=value.words,
                short=f"{limit.subject} of {value.words}",
            )
    elif other.amount != value.amount:
        yield _moved(file, line, limit, other, value)


def _moved(file: ChangedFile, line: CodeLine, limit: Limit, old: Quantity, new: Quantity) -> Fact:
    is_lower = new.amount < old.amount
    verb, participle = ("goes down", "cut") if is_lower else ("goes up", "raised")
    return FactType(limit.rule, FactKind.LIMIT, limit.lowered if is_lower else limit.raised).at(
        file,
        line,
        f"The {limit.subject} {verb} from {old.words} to {new.words}.",
        subject=limit.subject,
        before=old.words,
        after=new.words,
        short=f"{limit.subject} {participle} from {old.words} to {new.words}",
    )


def _declares(file: ChangedFile) -> bool:
    """Elsewhere a time-out that comes or goes is a detail of the code around it."""
    return file.file_class is FileClass.INFRASTRUCTURE


def _value(file: ChangedFile, line: CodeLine, limit: Limit) -> Quantity | None:
    match = limit.pattern.search(line.text)
    if match and (text := file.uncommented(line)) is not line.text:
        match = limit.pattern.search(text)
    return limit.read(file, match["key"], _first_value(match["value"])) if match else None


def _first_value(text: str) -> str:
    """Up to the comma that ends it: "5, memory=3" is 5."""
    depth = 0
    for index, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if depth < 0 or (character in ",;" and depth == 0):
            return text[:index]
    return text


ALL: tuple[Rule, ...] = (limits,)
