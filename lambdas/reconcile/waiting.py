"""How many approvals wait, and for how long: of all pipelines together, and of each that has one."""

from collections import defaultdict

from lambdas.shared.aws.measuring import measure
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.domain.measures import waiting_measures
from lambdas.shared.domain.status import Status


def measure_waiting(reviews: ReviewTable, pipelines: tuple[str, ...], *, now: str) -> None:
    """
    One query of the index, however many wait; it knows since when there is the execution, not the approval.

    A metric costs by the hour in which it is told: pipelines in which nothing waits tell none.
    """
    since: dict[str, list[str]] = defaultdict(list)
    for row in reviews.with_status(Status.AWAITING_APPROVAL):
        if row["pipeline_name"] in pipelines:
            since[row["pipeline_name"]].append(str(row["created_at"]))
    measure(waiting_measures([at for times in since.values() for at in times], now=now))
    for pipeline_name, times in since.items():
        measure(waiting_measures(times, now=now), pipeline_name=pipeline_name)
