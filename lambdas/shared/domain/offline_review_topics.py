"""What changes, in paragraphs by subject: what it does, what surrounds it, what it is made from and checked with."""

from collections.abc import Iterable, Iterator, Sequence

from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.offline_review_groups import by_rule, sentences
from lambdas.shared.domain.offline_review_words import count, folder_of, folders, listing
from lambdas.shared.domain.rules.examples import is_example

_SAFETY = (
    FactKind.SECRET,
    FactKind.INJECTION,
    FactKind.EXPOSURE,
    FactKind.PERMISSION,
    FactKind.DATA,
    FactKind.CODE_SAFETY,
)
_RUNNING = (FactKind.LIMIT, FactKind.ERROR_HANDLING, FactKind.CONFIGURATION)
_MADE_FROM = (FactKind.DEPENDENCY,)
_AROUND = (FactKind.PIPELINE, FactKind.TEST, FactKind.FILE, FactKind.MARKER)
_STRUCTURE = ("function-", "class-")
_PARAMETERS = ("function-parameter-added", "function-parameter-removed")
_QUIET = {
    "error-handling-added",
    "lock-file-changed",
    "test-no-longer-skipped",
    "dependency-range-changed",
    "no-longer-executable",
}
_MANY_NAMES = 12
_MOST_SENTENCES = 5
_MOST_PLACES = 4


def topics(facts: Sequence[Fact]) -> tuple[str, ...]:
    """One subject a paragraph. Minor things of examples are left out beside others."""
    facts = [fact for fact in facts if fact.level or not is_example(fact.path)] or facts
    return tuple(
        filter(
            None,
            (
                " ".join(_behaviour([fact for fact in facts if fact.kind is FactKind.BEHAVIOUR])),
                " ".join(_told(facts, _SAFETY)),
                " ".join(_told(facts, _RUNNING)),
                " ".join(_told(facts, _MADE_FROM)),
                " ".join(_told(facts, _AROUND)),
            ),
        )
    )


def _told(facts: Sequence[Fact], kinds: tuple[FactKind, ...]) -> Iterator[str]:
    """The gravest first, then by kind; what the limit cuts off is counted."""
    told = sorted(
        (fact for fact in facts if fact.kind in kinds and fact.rule not in _QUIET),
        key=lambda fact: (-fact.level.rank if fact.level else 1, kinds.index(fact.kind)),
    )
    groups = by_rule(told)
    for group in groups[:_MOST_SENTENCES]:
        yield from sentences(group, with_places=group[0].level is not None or group[0].kind in _SAFETY)
    rest = sum(len(group) for group in groups[_MOST_SENTENCES:])
    if rest:
        yield f"There {'is' if rest == 1 else 'are'} {count(rest, 'smaller point')} beside these."


def _behaviour(facts: Sequence[Fact]) -> Iterator[str]:
    """What callers meet first, then the code behind it."""
    outside = [fact for fact in facts if not fact.rule.startswith(_STRUCTURE)]
    for group in by_rule(sorted(outside, key=_what_callers_meet)):
        yield from sentences(_without_told(group, outside), with_places=False)
    inside = [fact for fact in facts if fact.rule.startswith(_STRUCTURE)]
    yield from _structure(inside)


_ORDER = ("alternative", "route", "request", "command", "response")


def _what_callers_meet(fact: Fact) -> int:
    return next((index for index, name in enumerate(_ORDER) if fact.rule.startswith(name)), len(_ORDER))


def _without_told(group: Sequence[Fact], told: Sequence[Fact]) -> list[Fact]:
    """The parameter that chooses an alternative was named with it."""
    chosen = {fact.text.rpartition("parameter ")[2] for fact in told if fact.rule == "alternative-added"}
    return [fact for fact in group if fact.rule != "request-parameter-added" or f"`{fact.subject}`." not in chosen]


def _structure(facts: Sequence[Fact]) -> Iterator[str]:
    """By name while they are few; by folder when nobody would read the names."""
    for group in by_rule(fact for fact in facts if fact.rule in _PARAMETERS):
        yield from sentences(group, with_places=False)
    others = [fact for fact in facts if fact.rule not in _PARAMETERS]
    if len(others) <= _MANY_NAMES:
        for verb, label in _LABELS.items():
            group = [fact for fact in others if fact.rule.endswith(f"-{verb}")]
            if group:
                yield f"{label}: {listing(_with_files(group), most=_MANY_NAMES)}."
        return
    yield f"In the code, {listing(_counts(others), most=9)}."
    yield from _largest_places(others)


_LABELS = {
    "added": "New in the code",
    "removed": "Gone from the code",
    "changed": "Changed in the code",
    "moved": "Moved to another file",
}
_COUNTED = [(noun, verb) for verb in _LABELS for noun in ("function", "class")]


def _with_files(group: Iterable[Fact]) -> Iterator[str]:
    """`a` and `b` (in file): names of one file together."""
    by_file: dict[str, list[str]] = {}
    for fact in group:
        by_file.setdefault(fact.path, []).append(f"`{fact.subject}`")
    for path, names in by_file.items():
        yield f"{listing(names, most=4)} ({path})"


def _counts(facts: Sequence[Fact]) -> Iterator[str]:
    for noun, verb in _COUNTED:
        number = sum(fact.rule == f"{noun}-{verb}" for fact in facts)
        if number:
            yield f"{count(number, noun)} {'is' if number == 1 else 'are'} {verb}"


def _largest_places(facts: Sequence[Fact]) -> Iterator[str]:
    """The folders with most of it, and a few names from each."""
    for folder, number in folders([fact.path for fact in facts])[:_MOST_PLACES]:
        there = [fact for fact in facts if folder_of(fact.path) == folder]
        new = [f"`{fact.subject}`" for fact in there if fact.rule in ("class-added", "function-added")]
        gone = [f"`{fact.subject}`" for fact in there if fact.rule in ("class-removed", "function-removed")]
        told = [f"new are {listing(new, of=len(new))}" * bool(new), f"gone are {listing(gone, most=4)}" * bool(gone)]
        if any(told) and number > 1:
            yield f"In {folder} ({number:,} functions and classes), {'; '.join(filter(None, told))}."
