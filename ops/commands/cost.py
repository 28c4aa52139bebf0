"""`cost`: what the models have cost."""

from collections.abc import Iterator

from lambdas.shared.domain.codec import ShapeError, to_data
from lambdas.shared.domain.offline_review_words import count
from lambdas.shared.domain.record import Record
from lambdas.shared.domain.review import TamperedReviewError
from ops import options
from ops.documents import GoneError, reruns_of
from ops.period import Period
from ops.shown import line, table
from ops.spending import Cost, Spent, costs_of
from ops.workplace import Workplace

_NUMBERS = ("reviews", "tokens in", "tokens out", "US dollars")


@options.command("cost")
@options.pipeline
@options.period
def command(place: Workplace, *, pipeline_name: str | None, period: Period) -> None:
    """Tokens and money by pipeline, month and model. At list prices; what the cloud itself costs: docs/cost.md."""
    unreadable: list[str] = []
    records = place.executions.read(place.executions.selected(pipeline_name, period))
    costs = costs_of(spent for record in records for spent in _spent(place, record, unreadable))
    total = round(sum(cost.cost_usd for cost in costs), 6)
    columns = ("pipeline", "month", *_NUMBERS, "model")
    shown = [table(columns, map(_cells, costs), right=_NUMBERS)] if costs else []
    data = {"costs": [to_data(cost) for cost in costs], "cost_usd": total, "unreadable_reviews": unreadable}
    place.answer(data, *shown, *map(line, _remarks(costs, total, unreadable)))


def _spent(place: Workplace, record: Record, unreadable: list[str]) -> Iterator[Spent]:
    """The first review, and those that operators asked for later."""
    items = [record.main] if "review_digest" in record.main else []
    items += [place.documents.rerun(record.execution_id, name) for name in reruns_of(record.main)]
    for item in items:
        try:
            use = place.documents.review(item).model
        except (TamperedReviewError, ShapeError, GoneError, KeyError):
            unreadable.append(record.execution_id)
        else:
            yield Spent(record.pipeline_name, str(item["reviewed_at"]), use)


def _cells(cost: Cost) -> list[object]:
    numbers = f"{cost.reviews:,}", f"{cost.input_tokens:,}", f"{cost.output_tokens:,}", f"{cost.cost_usd:.4f}"
    return [cost.pipeline_name, cost.month, *numbers, cost.model_id]


def _remarks(costs: tuple[Cost, ...], total: float, unreadable: list[str]) -> Iterator[str]:
    yield f"{total:.4f} US dollars for {count(sum(cost.reviews for cost in costs), 'review')}."
    if without := sum(cost.without_price for cost in costs):
        yield f"{count(without, 'review')} by models without a list price: what this cost is not in it."
    if unreadable:
        yield f"{count(len(unreadable), 'review')} cannot be read; `./review verify` says why."
