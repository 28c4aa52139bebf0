"""What facts mean for whoever answers for production, and what to ask the author about them."""

from collections.abc import Iterable, Iterator, Sequence

from lambdas.shared.domain import offline_review_effects_code as code
from lambdas.shared.domain import offline_review_effects_running as running
from lambdas.shared.domain import offline_review_effects_safeguards as safeguards
from lambdas.shared.domain import offline_review_effects_security as security
from lambdas.shared.domain import offline_review_effects_supply as supply
from lambdas.shared.domain import offline_review_effects_values as values
from lambdas.shared.domain.facts import Fact
from lambdas.shared.domain.offline_review_effect import Effect
from lambdas.shared.domain.offline_review_words import listing

_MOST_CONSEQUENCES, _MOST_QUESTIONS = 8, 6
EFFECTS = (
    *security.EFFECTS,
    *running.EFFECTS,
    *safeguards.EFFECTS,
    *code.EFFECTS,
    *supply.EFFECTS,
    *values.EFFECTS,
)


def consequences(groups: Iterable[Sequence[Fact]]) -> tuple[str, ...]:
    """What follows for function, security, operations and cost, in the order of the groups of facts."""
    found = (_fill(text, fact, group) for effect, fact, group in _effects(groups) for text in effect.consequences)
    return tuple(dict.fromkeys(found))[:_MOST_CONSEQUENCES]


def questions(groups: Iterable[Sequence[Fact]], extra: Iterable[str]) -> tuple[str, ...]:
    """What only the author knows, in the order of the groups of facts."""
    found = (_fill(effect.question, fact, group) for effect, fact, group in _effects(groups) if effect.question)
    return tuple(dict.fromkeys((*found, *extra)))[:_MOST_QUESTIONS]


def _effects(groups: Iterable[Sequence[Fact]]) -> Iterator[tuple[Effect, Fact, Sequence[Fact]]]:
    """Each effect that a group of facts of one rule has, with the first fact that has it."""
    groups = list(groups)
    rules = {group[0].rule for group in groups}
    for group in groups:
        for effect in EFFECTS:
            fact = next((fact for fact in group if effect.rule == fact.rule and effect.when(fact)), None)
            if fact is not None and rules.isdisjoint(effect.unless):
                yield effect, fact, group


def _fill(text: str, fact: Fact, group: Sequence[Fact]) -> str:
    values = {
        "before": fact.before or "",
        "after": fact.after or "",
        "path": fact.path,
        "subject": fact.subject,
        "subjects": listing((f"`{one.subject}`" for one in group if one.subject), most=3) or fact.path,
    }
    return text.format_map(values)
