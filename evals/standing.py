"""How one entry with one prompt did over all cases."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

from evals.outcome import Outcome
from evals.statistics import Interval, Part, bootstrap, mean, ratio, wilson

Repeats = Sequence[Outcome]  # of one case


@dataclass(frozen=True, slots=True)
class Standing:
    entry: str
    prompt: str
    cases: int
    reviews: int
    answered: float  # share of the reviews that a model wrote
    recall: Interval | None  # of required facts, by the writer's own words
    placed: Interval | None  # … that also point at their place
    brief_recall: Interval | None  # of required facts, in the whole brief
    unsupported: Interval | None  # share of the claims that the diff does not bear out; None without claims
    violation_free: Interval | None  # share of the reviews
    risk_agreement: Interval | None  # share of the reviews
    coverage: float | None
    agreement: float | None  # between repeats; None with one
    claims: int
    input_tokens: int
    output_tokens: int
    cost_usd: float | None  # of all reviews; None where a model has no list price
    cost_per_review_usd: float | None
    seconds: float  # the median

    @property
    def name(self) -> str:
        return f"{self.entry} · {self.prompt}" if self.prompt else self.entry


def standings(outcomes: Iterable[Outcome]) -> tuple[Standing, ...]:
    """In the order in which entries and prompts first occur."""
    groups: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault((outcome.entry, outcome.prompt), []).append(outcome)
    return tuple(_standing(entry, prompt, group) for (entry, prompt), group in groups.items())


def by_case(outcomes: Iterable[Outcome]) -> tuple[Repeats, ...]:
    cases: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        cases.setdefault(outcome.case, []).append(outcome)
    return tuple(cases.values())


def unsupported_part(repeats: Repeats) -> Part:
    return Part(sum(one.score.dropped for one in repeats), sum(one.score.claims for one in repeats))


def recall_part(repeats: Repeats) -> Part:
    return mean_part([one.recall for one in repeats])


def mean_part(figures: Iterable[float | None]) -> Part:
    known = [figure for figure in figures if figure is not None]
    return Part(sum(known), len(known))


def _standing(entry: str, prompt: str, group: Sequence[Outcome]) -> Standing:
    cases = by_case(group)
    costs = [one.cost_usd for one in group]
    cost = None if None in costs else sum(one for one in costs if one is not None)
    return Standing(
        entry=entry,
        prompt=prompt,
        cases=len(cases),
        reviews=len(group),
        answered=sum(one.model_id is not None for one in group) / len(group),
        recall=bootstrap([recall_part(case) for case in cases], ratio),
        placed=bootstrap([mean_part(one.placed for one in case) for case in cases], ratio),
        brief_recall=bootstrap([mean_part(one.brief_recall for one in case) for case in cases], ratio),
        unsupported=bootstrap([unsupported_part(case) for case in cases], ratio),
        violation_free=wilson(sum(not one.score.violations for one in group), len(group)),
        risk_agreement=wilson(sum(one.score.is_risk_agreed for one in group), len(group)),
        coverage=mean([one.score.coverage for one in group]),
        agreement=mean([x for case in cases if (x := _agreement(case)) is not None]),
        claims=sum(one.score.claims for one in group),
        input_tokens=sum(one.input_tokens for one in group),
        output_tokens=sum(one.output_tokens for one in group),
        cost_usd=cost,
        cost_per_review_usd=None if cost is None else cost / len(group),
        seconds=median(one.seconds for one in group),
    )


def _agreement(repeats: Repeats) -> float | None:
    """Of each two repeats: how much of what either said (required facts, violations, level of risk) both said."""
    said = [_told(one) for one in repeats]
    return mean([len(a & b) / len(a | b) for a, b in combinations(said, 2)])


def _told(outcome: Outcome) -> frozenset[str]:
    score = outcome.score
    return frozenset((f"risk {score.risk}", *(fact.what for fact in score.facts if fact.is_said), *score.violations))
