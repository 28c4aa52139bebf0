"""Executions whose change could not be read: their notice may have been lost."""

from collections.abc import Iterator
from itertools import takewhile

from lambdas.reconcile.places import Place
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.domain.status import Status
from lambdas.shared.domain.times import later

_DAYS = 3  # after the execution began; who has not seen by then that a pipeline stands still needs no mail


def unread(reviews: ReviewTable, pipelines: tuple[str, ...], *, now: str) -> Iterator[Place]:
    """Those that failed lately. The index does not tell why they failed; their records do."""
    since = later(now, minutes=-_DAYS * 24 * 60)
    rows = reviews.with_status(Status.FAILED, newest_first=True)
    for row in takewhile(lambda row: row["created_at"] >= since, rows):
        if row["pipeline_name"] in pipelines:
            yield Place(str(row["created_at"]), str(row["execution_id"]), str(row["pipeline_name"]))
