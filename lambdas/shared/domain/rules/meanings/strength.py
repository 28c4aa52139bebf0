"""Values of which one protects more than the other."""

from collections.abc import Iterator

from lambdas.shared.domain.facts import FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.meanings.meaning import Meaning
from lambdas.shared.domain.rules.named_values import bare, words_of
from lambdas.shared.domain.rules.strengths import is_weaker


def strength(name: str, before: str, after: str) -> Iterator[Meaning]:
    weaker = is_weaker(before, after, words_of(name))
    if weaker:
        yield Meaning(
            *("protection-weakened", FactKind.CODE_SAFETY, Level.HIGH, "protects less than before: "),
            *(f"weakened to {bare(after)}", bare(before), bare(after)),
        )
    elif weaker is False:
        yield Meaning(
            *("protection-strengthened", FactKind.CODE_SAFETY, None, "protects more than before: "),
            *(f"strengthened to {bare(after)}", bare(before), bare(after)),
        )
