"""Executions that were decided lately: their authors may not have heard of it."""

from collections.abc import Iterable, Iterator
from itertools import islice

from lambdas.reconcile.places import Place
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.domain.status import OPEN, Status

_NEWEST = 30  # of each pipeline
_UNDECIDED = {*OPEN, Status.FAILED, Status.SUPERSEDED} - {Status.APPROVED}  # who is stopped may be approved


def lately_decided(reviews: ReviewTable, pipelines: Iterable[str]) -> Iterator[Place]:
    """The index does not tell when; their records do."""
    for pipeline_name in pipelines:
        for row in islice(reviews.of_pipeline(pipeline_name), _NEWEST):
            if Status(row["status"]) not in _UNDECIDED:
                yield Place(str(row["created_at"]), str(row["execution_id"]), pipeline_name)
