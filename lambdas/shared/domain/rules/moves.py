"""What one file loses and another gains under the same name has moved; it is neither removed nor new."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lambdas.shared.domain.facts import Fact
from lambdas.shared.domain.rules.rule import code

_PAIRS = {
    "function-removed": ("function-added", "function-moved", "function"),
    "class-removed": ("class-added", "class-moved", "type"),
    "test-removed": ("test-added", "test-moved", "test"),
    "dependency-removed": ("dependency-added", "dependency-moved", "dependency"),
    "route-removed": ("route-added", "route-moved", "address"),
}
_ADDED = {added: removed for removed, (added, _, _) in _PAIRS.items()}


def join_moves(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Each removed name is joined with the one added name that equals it, where both are unique."""
    facts = _without_moved_handlers(facts)
    removed = _unique(facts, set(_PAIRS))
    added = _unique(facts, set(_ADDED)) if removed else {}
    for fact in facts:
        if fact.rule in _ADDED:
            old = removed.get(_key(_ADDED[fact.rule], fact)) if added else None
            yield _moved(old, fact) if old and _key(fact.rule, fact) in added else fact
        elif fact.rule in _PAIRS and added:
            if _key(fact.rule, fact) not in removed or _key(_PAIRS[fact.rule][0], fact) not in added:
                yield fact
        else:
            yield fact


def _without_moved_handlers(facts: Sequence[Fact]) -> list[Fact]:
    """Failures that are answered by the same line elsewhere are still answered."""
    elsewhere = Counter(fact.subject for fact in facts if fact.rule == "error-handling-added")
    kept = []
    for fact in facts:
        if fact.rule == "error-handling-removed" and elsewhere[fact.subject] > 0:
            elsewhere[fact.subject] -= 1
        else:
            kept.append(fact)
    return kept


def _key(rule: str, fact: Fact) -> tuple[str, str]:
    return rule, fact.subject.lower() if rule.startswith("dependency") else fact.subject


def _unique(facts: Sequence[Fact], rules: set[str]) -> dict[tuple[str, str], Fact]:
    named = [fact for fact in facts if fact.rule in rules]
    counts = Counter(_key(fact.rule, fact) for fact in named)
    return {_key(fact.rule, fact): fact for fact in named if counts[_key(fact.rule, fact)] == 1}


def _moved(old: Fact, new: Fact) -> Fact:
    _, rule, noun = _PAIRS[old.rule]
    return replace(
        new,
        rule=rule,
        text=f"The {noun} {code(new.subject)} moves here from {code(old.path)}.",
        level=None,
        before=old.path,
        after=new.path,
        short=f"the {noun} {code(new.subject)} moved",
    )
