"""What a fact means, in words with gaps."""

from collections.abc import Callable
from dataclasses import dataclass

from lambdas.shared.domain.facts import Fact


@dataclass(frozen=True, slots=True)
class Effect:
    """
    Of the facts of one rule, as far as `when` holds for them.

    A consequence begins with its area: Function, Security, Operations or Cost. `{before}`, `{after}`, `{subject}` and
    `{path}` come from the first such fact, `{subjects}` from all facts of the rule.
    """

    rule: str
    consequences: tuple[str, ...] = ()
    question: str = ""
    unless: frozenset[str] = frozenset()  # rules that say the same and more, where they speak too
    when: Callable[[Fact], bool] = lambda _fact: True


def is_zero(fact: Fact) -> bool:
    return fact.after == "0"


def is_cut(fact: Fact) -> bool:
    return "goes down" in fact.text


def is_raised(fact: Fact) -> bool:
    return "goes up" in fact.text
