"""How amounts are rounded."""

import re
from collections.abc import Iterator

from lambdas.shared.domain.facts import FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.meanings.meaning import Meaning
from lambdas.shared.domain.rules.named_values import bare, words_of

_ROUNDING = re.compile(r"-(?:half|round|ceil\w*|floor|up|down|truncate|even|unnecessary)-")
_ROUNDED = re.compile(r"-(?:round\w*|scale)-")


def rounding(name: str, before: str, after: str) -> Iterator[Meaning]:
    if _ROUNDED.search(words_of(name)) and all(_ROUNDING.search(words_of(value)) for value in (before, after)):
        yield Meaning(
            *("rounding-changed", FactKind.BEHAVIOUR, Level.MEDIUM, "rounds otherwise: "),
            *(f"now {bare(after)}", bare(before), bare(after)),
        )
