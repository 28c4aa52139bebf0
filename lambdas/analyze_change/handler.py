"""Steps 6 to 8: a change was captured; have it explained, and save the review on its record."""

import os
from functools import cache, partial
from typing import Any

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from lambdas.analyze_change.ladder import write_review
from lambdas.analyze_change.patience import Patience
from lambdas.analyze_change.task import Task
from lambdas.shared.aws.bedrock import Bedrock
from lambdas.shared.aws.change_store import ChangeStore
from lambdas.shared.aws.pipeline_settings import read_settings
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.domain.assessment import assess
from lambdas.shared.domain.review import Review
from lambdas.shared.domain.standing_policies import with_policies

logger = Logger()
tracer = Tracer()
metrics = Metrics()


@cache
def reviews() -> ReviewTable:
    """Built on first use, so that importing this module needs no AWS."""
    return ReviewTable(os.environ["REVIEWS_TABLE"], os.environ["REVIEWS_BUCKET"])


@cache
def changes() -> ChangeStore:
    return ChangeStore(os.environ["REVIEWS_BUCKET"])


@cache
def model() -> Bedrock:
    return Bedrock()


@logger.inject_lambda_context(clear_state=True)
@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    patience = Patience(seconds_left=lambda: context.get_remaining_time_in_millis() / 1000)
    processor = BatchProcessor(event_type=EventType.DynamoDBStreams)
    analyze = partial(_analyze_change, patience)
    return process_partial_response(event=event, record_handler=analyze, processor=processor, context=context)


def _analyze_change(patience: Patience, record: DynamoDBRecord) -> None:
    item = record.dynamodb.new_image if record.dynamodb else {}
    execution_id, pipeline_name = str(item["execution_id"]), str(item["pipeline_name"])
    logger.append_keys(execution_id=execution_id, pipeline_name=pipeline_name)
    if not reviews().wants_review(execution_id):  # the item changed for another reason: no model is paid twice
        metrics.add_metric("ReviewWritten", MetricUnit.Count, 0)
        logger.info("nothing to review")
        return
    captured, files = changes().read_files(item)
    settings = read_settings(pipeline_name)
    task = Task(execution_id, pipeline_name, settings, assess(with_policies(captured, settings.policies), files))

    review = write_review(task, model=model(), patience=patience)

    is_saved = reviews().save_review(execution_id, review)
    _measure(review)
    logger.info("review written", is_saved=is_saved, risk=review.risk.level, model=review.model and review.model.id)


def _measure(review: Review) -> None:
    metrics.add_metric("ReviewWritten", MetricUnit.Count, 1)
    metrics.add_metric("ReviewWithoutModel", MetricUnit.Count, int(review.model is None))
    metrics.add_metric("ClaimsDropped", MetricUnit.Count, review.grounding.dropped)
    if review.model:
        metrics.add_metric("ModelLatency", MetricUnit.Milliseconds, review.model.latency_ms)
        metrics.add_metric("ReviewCostUsd", MetricUnit.NoUnit, review.model.cost_usd or 0.0)
