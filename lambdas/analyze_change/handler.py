"""Steps 6 to 8: a change was captured; have it explained, and save the review on its record."""

import os
from collections.abc import Mapping
from functools import cache, partial
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from lambdas.analyze_change.budget import was_capped
from lambdas.analyze_change.ladder import write_review
from lambdas.analyze_change.patience import Patience
from lambdas.analyze_change.task import Task
from lambdas.shared.aws.bedrock import Bedrock
from lambdas.shared.aws.change_store import ChangeStore
from lambdas.shared.aws.clock import now
from lambdas.shared.aws.measuring import measure
from lambdas.shared.aws.pipeline_settings import read_settings
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.aws.signalling import signal
from lambdas.shared.aws.tracing import traced
from lambdas.shared.domain.assessment import assess
from lambdas.shared.domain.measures import Measure, review_measures, seconds_between
from lambdas.shared.domain.review import Review
from lambdas.shared.domain.signals import Signal

logger = Logger()


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
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    patience = Patience(seconds_left=lambda: context.get_remaining_time_in_millis() / 1000)
    processor = BatchProcessor(event_type=EventType.DynamoDBStreams)
    analyze = partial(_analyze_change, patience)
    return process_partial_response(event=event, record_handler=analyze, processor=processor, context=context)


def _analyze_change(patience: Patience, record: DynamoDBRecord) -> None:
    item = record.dynamodb.new_image if record.dynamodb else {}
    execution_id, pipeline_name = str(item["execution_id"]), str(item["pipeline_name"])
    logger.append_keys(execution_id=execution_id, pipeline_name=pipeline_name)
    with traced("analyze_change", execution_id=execution_id, pipeline_name=pipeline_name):
        _review(execution_id, pipeline_name, item, patience)


def _review(execution_id: str, pipeline_name: str, item: Mapping[str, Any], patience: Patience) -> None:
    digest = item.get("diff_sha256")
    if not reviews().wants_review(execution_id, of=digest):  # it changed for another reason: no model is paid twice
        logger.info("nothing to review")
        return
    captured, files = changes().read_files(item)
    settings = read_settings(pipeline_name)
    task = Task(execution_id, pipeline_name, settings, assess(captured, files, policies=settings.policies))

    review = write_review(task, model=model(), patience=patience)

    is_saved = reviews().save_review(execution_id, review, of=digest)
    took = {Measure.REVIEW_TIME: seconds_between(str(item["created_at"]), now())}
    measure({**review_measures(review), **took}, pipeline_name=pipeline_name)
    _tell(review, task)
    logger.info("review written", is_saved=is_saved, risk=review.risk.level, model=review.model and review.model.id)


def _tell(review: Review, task: Task) -> None:
    if review.model is None and task.settings.model_ids:
        signal(Signal.MODELS_EXHAUSTED)
    if was_capped(review):
        signal(Signal.COST_CAP_REACHED)
