"""What a value is for, told from the words of its name, and what it means that it changes; one module per subject."""

from collections.abc import Callable, Iterator

from lambdas.shared.domain.rules.meanings.destinations import destination
from lambdas.shared.domain.rules.meanings.meaning import Meaning
from lambdas.shared.domain.rules.meanings.numbers import number
from lambdas.shared.domain.rules.meanings.openings import opened
from lambdas.shared.domain.rules.meanings.roundings import rounding
from lambdas.shared.domain.rules.meanings.strength import strength
from lambdas.shared.domain.rules.meanings.switches import switch
from lambdas.shared.domain.rules.meanings.times import lifetime

__all__ = ["JUDGES", "Meaning"]

JUDGES: tuple[Callable[[str, str, str], Iterator[Meaning]], ...] = (
    *(switch, opened, strength, rounding, lifetime, number, destination),
)
