"""Decisions, expiries, ends and retries that no event told: records are held against CodePipeline's API."""

from collections.abc import Iterator
from itertools import islice

from lambdas.reconcile.doubts import is_doubtful
from lambdas.reconcile.places import Place, places_with
from lambdas.reconcile.turns import Turns
from lambdas.shared.aws.observer import Observer
from lambdas.shared.aws.pipeline_api import UnknownExecutionError
from lambdas.shared.domain.status import OPEN, Status

_RECORDS = 300  # of one pipeline: well over the 100 executions that one call lists


def correct_records(observer: Observer, pipelines: tuple[str, ...], turns: Turns, *, now: str) -> int:
    """How many records did not say what the API says, and do now."""
    doubted = {place.execution_id: place for place in places_with(observer.reviews, OPEN, pipelines)}

    def look_at(pipeline_name: str) -> bool:
        for place in _doubted(observer, pipeline_name, now=now):
            doubted.setdefault(place.execution_id, place)
        return True

    def check(place: Place) -> bool:
        return observer.check(place.pipeline_name, place.execution_id, now=now)

    turns.each("pipelines", pipelines, look_at, leaving=0.75)
    return turns.each("executions", doubted.values(), check, leaving=0.45, key=lambda place: place.key)


def _doubted(observer: Observer, pipeline_name: str, *, now: str) -> Iterator[Place]:
    try:
        recent = observer.pipelines.recent(pipeline_name)
    except UnknownExecutionError:  # the pipeline is being created, or is gone
        return
    rows = islice(observer.reviews.of_pipeline(pipeline_name), _RECORDS)
    known = {row["execution_id"]: row for row in rows}
    for execution in recent:
        row = known.get(execution.execution_id)
        if is_doubtful(execution, Status(row["status"]) if row else None, now=now):
            at = str(row["created_at"]) if row else execution.updated_at
            yield Place(at, execution.execution_id, pipeline_name)
