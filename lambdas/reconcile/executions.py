"""Decisions, expiries, ends and retries that no event told: records are held against CodePipeline's API."""

from collections.abc import Iterator
from itertools import islice

from lambdas.reconcile.doubts import is_doubtful
from lambdas.reconcile.isolation import each
from lambdas.shared.aws.observer import Observer
from lambdas.shared.aws.pipeline_api import UnknownExecutionError
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.domain.status import OPEN, Status

_RECORDS = 300  # of one pipeline: well over the 100 executions that one call lists


def correct_records(observer: Observer, pipelines: tuple[str, ...], *, now: str, errors: list[Exception]) -> int:
    """How many records did not say what the API says, and do now."""
    doubted = dict.fromkeys(_open(observer.reviews, pipelines))

    def look_at(pipeline_name: str) -> bool:
        found = _doubted(observer, pipeline_name, now=now)
        doubted.update(dict.fromkeys((pipeline_name, execution_id) for execution_id in found))
        return True

    each(pipelines, look_at, errors=errors)
    return each(doubted, lambda place: observer.check(*place, now=now), errors=errors)


def _doubted(observer: Observer, pipeline_name: str, *, now: str) -> Iterator[str]:
    try:
        recent = observer.pipelines.recent(pipeline_name)
    except UnknownExecutionError:  # the pipeline is being created, or is gone
        return
    rows = islice(observer.reviews.of_pipeline(pipeline_name), _RECORDS)
    statuses = {row["execution_id"]: Status(row["status"]) for row in rows}
    for execution in recent:
        if is_doubtful(execution, statuses.get(execution.execution_id), now=now):
            yield execution.execution_id


def _open(reviews: ReviewTable, pipelines: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Records that still wait for something, whether or not they are among the newest."""
    for status in OPEN:
        for row in reviews.with_status(status):
            if row["pipeline_name"] in pipelines:
                yield row["pipeline_name"], row["execution_id"]
