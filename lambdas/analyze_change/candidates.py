"""Of several answers to one question the best grounded; no model judges."""

from collections.abc import Iterable, Iterator, Sequence

from lambdas.shared.domain.facts import Fact
from lambdas.shared.domain.grounding.grounded import Grounded

_ENOUGH = 20  # supported claims; beyond that a longer answer is no better one


def best_of(candidates: Sequence[Grounded], facts: Iterable[Fact]) -> Grounded:
    """The first of those with the highest score; `facts` are what the rules found in the whole change."""
    flagged = _flagged(facts)
    return max(candidates, key=lambda candidate: _score(candidate, flagged))


def _score(candidate: Grounded, flagged: dict[tuple[str, int], int]) -> tuple[bool, float]:
    """An answer whose summary fell is behind any whose summary stands."""
    summary, counted = candidate.summary, candidate.grounding
    supported = counted.supported / max(counted.claims, 1)
    substance = min(counted.supported, _ENOUGH) / _ENOUGH
    return bool(summary.headline and summary.paragraphs), 2 * _reached(candidate, flagged) + supported + substance


def _reached(candidate: Grounded, flagged: dict[tuple[str, int], int]) -> float:
    """The share of the flagged lines that the answer points at, each by its weight."""
    if not flagged:
        return 0.0
    pointed_at = {place for place in _places(candidate) if place in flagged}
    return sum(flagged[place] for place in pointed_at) / sum(flagged.values())


def _flagged(facts: Iterable[Fact]) -> dict[tuple[str, int], int]:
    weights: dict[tuple[str, int], int] = {}
    for fact in facts:
        if fact.level and fact.line is not None:
            place = (fact.path, fact.line)
            weights[place] = max(weights.get(place, 0), 1 + fact.level.rank)
    return weights


def _places(candidate: Grounded) -> Iterator[tuple[str, int]]:
    for finding in candidate.findings:
        for line in finding.lines:
            yield finding.path, line
    for reason in candidate.risk_reasons:
        if reason.line is not None:
            yield reason.path, reason.line
