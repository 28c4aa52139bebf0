"""What the models have cost, by pipeline and month."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lambdas.shared.domain.review import ModelUse


@dataclass(frozen=True, slots=True)
class Spent:
    """One use of models: the first review of an execution, or one that an operator asked for later."""

    pipeline_name: str
    at: str
    use: ModelUse | None  # None: the rules wrote it


@dataclass(frozen=True, slots=True)
class Cost:
    pipeline_name: str
    month: str  # "2026-11"
    model_id: str  # "none": the rules alone
    reviews: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float = 0.0  # at list prices
    without_price: int = 0  # reviews by models whose price is not known: they are not in `cost_usd`


def costs_of(spendings: Iterable[Spent]) -> tuple[Cost, ...]:
    """By pipeline, month and model, in this order."""
    sums: dict[tuple[str, str, str], Cost] = {}
    for spent in spendings:
        key = spent.pipeline_name, spent.at[:7], spent.use.id if spent.use else "none"
        sums[key] = _with(sums.get(key, Cost(*key)), spent.use)
    return tuple(sums[key] for key in sorted(sums))


def _with(cost: Cost, use: ModelUse | None) -> Cost:
    if use is None:
        return replace(cost, reviews=cost.reviews + 1)
    return replace(
        cost,
        reviews=cost.reviews + 1,
        input_tokens=cost.input_tokens + use.input_tokens,
        output_tokens=cost.output_tokens + use.output_tokens,
        cost_usd=round(cost.cost_usd + (use.cost_usd or 0.0), 6),
        without_price=cost.without_price + (use.cost_usd is None),
    )
