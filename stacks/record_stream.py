"""The table's stream as a trigger: a step is run when a record reaches the state it waits for."""

from collections.abc import Mapping, Sequence
from typing import Any

from aws_cdk import Duration
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as event_sources

from stacks.failed_events import FailedEvents
from stacks.review_function import ReviewFunction
from stacks.reviews_table import ReviewsTable


def run_on_records(
    function: ReviewFunction,
    *,
    reviews: ReviewsTable,
    images: Sequence[Mapping[str, Any]],
    failed_events: FailedEvents,
    batch_size: int,
    parallelization_factor: int,
) -> None:
    """
    Run `function` on new or changed items that look like one of `images` (attribute name to event pattern).

    DynamoDB Streams retries a bad record until it is a day old, and holds its shard for as long: hence the limits here.
    The filter on the status is also what keeps a function that writes to the table from calling itself.
    """
    function.add_event_source(
        event_sources.DynamoEventSource(
            reviews.table,
            starting_position=lambda_.StartingPosition.TRIM_HORIZON,
            filters=[_new_or_changed(image) for image in images],
            batch_size=batch_size,
            parallelization_factor=parallelization_factor,
            report_batch_item_failures=True,
            bisect_batch_on_error=True,
            retry_attempts=5,
            max_record_age=Duration.hours(6),
            on_failure=failed_events.of_stream,
        )
    )


def _new_or_changed(image: Mapping[str, Any]) -> Mapping[str, Any]:
    attributes = {name: {"S": pattern} for name, pattern in image.items()}
    return lambda_.FilterCriteria.filter({"eventName": ["INSERT", "MODIFY"], "dynamodb": {"NewImage": attributes}})
