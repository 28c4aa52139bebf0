"""The risk floor: what the rules establish, below which no model may go."""

from collections.abc import Iterable

from lambdas.shared.domain.facts import Fact
from lambdas.shared.domain.review import Level, Risk, RiskReason


def risk_floor(facts: Iterable[Fact]) -> Risk:
    """The highest level among the facts, and every fact that has one as a reason, gravest first."""
    reasons = {
        RiskReason(fact.rule, fact.path, fact.line, fact.text, fact.level, is_removed=fact.is_removed)
        for fact in facts
        if fact.level
    }
    ordered = tuple(sorted(reasons, key=_gravest_first))
    floor = ordered[0].level if ordered else Level.LOW
    return Risk(level=floor, floor=floor, reasons=ordered)


def _gravest_first(reason: RiskReason) -> tuple[int, str, int, str, str]:
    return -reason.level.rank, reason.path, reason.line or 0, reason.rule, reason.text
