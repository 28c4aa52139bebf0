"""Executions to look at, oldest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.domain.status import Status


@dataclass(frozen=True, slots=True, order=True)
class Place:
    at: str  # when its record began
    execution_id: str
    pipeline_name: str

    @property
    def key(self) -> str:
        return f"{self.at} {self.execution_id}"


def places_with(reviews: ReviewTable, statuses: Iterable[Status], pipelines: Iterable[str]) -> Iterator[Place]:
    """Executions that stand there, of the pipelines under review: nobody waits for those of others."""
    known = frozenset(pipelines)
    for status in statuses:
        for row in reviews.with_status(status):
            if row["pipeline_name"] in known:
                yield Place(str(row["created_at"]), str(row["execution_id"]), str(row["pipeline_name"]))
