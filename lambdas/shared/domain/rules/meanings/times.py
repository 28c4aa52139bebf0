"""How long something lives, and what comes in intervals."""

import re
from collections.abc import Iterator

from lambdas.shared.domain.facts import FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.meanings.meaning import LARGE, Meaning
from lambdas.shared.domain.rules.named_values import bare, words_of
from lambdas.shared.domain.rules.quantities import Quantity, read_count, read_duration

_LIFE = re.compile(
    r"-(?:ttl|max-?age|expir\w+|lifetime|validity|valid-for|session|cookie|token|cached?|caching|lease|stale\w*|keep-?alive)-"
)
_TIME = re.compile(
    r"-(?:interval|period|delay|frequency|duration|retention|keep|kept|backoff|wait|window|refresh|poll\w*|every|grace|seconds"
    r"|minutes|hours|days|millis|ms|deadline|time-?out)-"
)
_COUNTED = re.compile(r"-(?:size|records|entries|items|count|attempts|number)-")


def lifetime(name: str, before: str, after: str) -> Iterator[Meaning]:
    """How long something lives, and what comes in intervals."""
    words = words_of(name)
    is_life = _LIFE.search(words) is not None
    if _COUNTED.search(words) or not (is_life or _TIME.search(words)):
        return
    old, new = _time(name, before), _time(name, after)
    if old is None or new is None or old.amount == new.amount:
        return
    verb = "longer" if new.amount > old.amount else "shorter"
    low, high = sorted((old.amount, new.amount))
    level = Level.MEDIUM if low <= 0 or high / low >= LARGE else Level.LOW
    rule = "lifetime-changed" if is_life else "time-changed"
    yield Meaning(
        rule, FactKind.LIMIT, level, f"is {verb}: ", f"{verb}, {new.words} instead of {old.words}", old.words, new.words
    )


def _time(name: str, value: str) -> Quantity | None:
    known = read_duration(value, key=name, default_unit=None)
    return known or (read_count(bare(value)) if _LIFE.search(words_of(name)) else None)
