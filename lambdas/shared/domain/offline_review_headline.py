"""The headline: the two or three things that an approver should know first."""

from collections.abc import Sequence

from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.offline_review_groups import headline_words
from lambdas.shared.domain.offline_review_words import upper_first
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.examples import is_example

_LONGEST = 150
# What tells most about a change although it carries no risk, or more than its level says; from 0 to 100.
_TELLING = {
    "alternative-added": 72,
    "public-url-closed": 62,
    "network-closed": 60,
    "public-bucket-closed": 60,
    "public-database-closed": 60,
    "authentication-added": 55,
    "timeout-changed": 64,
    "route-removed": 66,
    "route-added": 52,
    "resource-added": 46,
    "resource-removed": 47,
    "runtime-changed": 61,
    "command-option-added": 50,
    "request-parameter-added": 48,
    "response-field-removed": 65,
    "response-field-added": 40,
    "structure-added": 58,
    "function-parameter-added": 34,
    "class-added": 33,
    "function-added": 32,
    "class-removed": 31,
    "function-removed": 30,
    "dependency-removed": 24,
    "dependency-upgraded": 26,
    "function-changed": 20,
    "class-changed": 18,
    "function-moved": 19,
    "constant-changed": 36,
    "test-added": 10,
    "test-changed": 7,
    "lock-file-changed": 8,
    "dependency-added": 38,
    "dependency-upgraded-major": 50,
    "dependency-not-pinned": 25,
    "pipeline-definition-changed": 42,
    "test-removed": 44,
    "test-file-deleted": 40,
    "assertions-removed": 43,
    "assertion-loosened": 43,
    "error-handling-removed": 58,
    "error-handling-added": 5,
    "setting-changed": 29,
}
_BY_LEVEL = {Level.CRITICAL: 100, Level.HIGH: 90, Level.MEDIUM: 60, Level.LOW: 22}
_ENOUGH = 45  # beside something that weighs this much, what weighs less than `_LITTLE` is left out
_LITTLE = 28
_IN_EXAMPLES = 9
_ONCE = {FactKind.TEST, FactKind.PIPELINE, FactKind.DEPENDENCY}  # more of them would crowd out what the change does


def most_telling(facts: Sequence[Fact]) -> list[Fact]:
    """Most telling first; otherwise in the order of the diff."""
    return sorted(facts, key=lambda fact: -_weight(fact))


def is_worth_a_headline(fact: Fact) -> bool:
    """In a first deployment all is new; only what stands out is worth a word."""
    return bool(fact.level and fact.level.rank >= Level.MEDIUM.rank)


def headline(groups: Sequence[Sequence[Fact]], *, most: int = 3) -> str:
    """The first `most` groups in a few words each, as far as they fit; empty without facts."""
    chosen: list[str] = []
    kinds: set[FactKind] = set()
    heaviest = _weight(groups[0][0]) if groups else 0
    for group in groups:
        if len(chosen) == most or (heaviest >= _ENOUGH and _weight(group[0]) < _LITTLE):
            break
        words = headline_words(group)
        if _is_news(words, chosen) and group[0].kind not in kinds & _ONCE and _fits(words, chosen):
            chosen.append(words)
            kinds.add(group[0].kind)
    return upper_first("; ".join(chosen))


def _fits(words: str, chosen: Sequence[str]) -> bool:
    return not chosen or len("; ".join((*chosen, words))) <= _LONGEST


def _is_news(words: str, chosen: Sequence[str]) -> bool:
    return not any(_says_same(words, other) for other in chosen)


def _says_same(words: str, other: str) -> bool:
    """The same name is set off in both: the new parameter of which the other speaks already."""
    names = set(words.split("`")[1::2])
    return bool(names) and names <= set(other.split("`")[1::2])


def _weight(fact: Fact) -> int:
    by_level = _BY_LEVEL[fact.level] if fact.level else 12
    if fact.level and fact.level.rank > Level.MEDIUM.rank:
        return by_level
    return min(_TELLING.get(fact.rule, by_level), _IN_EXAMPLES if is_example(fact.path) else 100)
