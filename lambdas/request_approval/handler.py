"""Step 9: the review is there and the approval waits, or there can be no review: the approver is e-mailed."""

import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from lambdas.shared.aws.brief_sender import BriefSender
from lambdas.shared.aws.sending import open_sender
from lambdas.shared.domain.attempts import NOTICES

logger = Logger()
tracer = Tracer()
metrics = Metrics()


@cache
def sender() -> BriefSender:
    """Built on first use, so that importing this module needs no AWS."""
    return open_sender(os.environ)


@logger.inject_lambda_context(clear_state=True)
@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    processor = BatchProcessor(event_type=EventType.DynamoDBStreams)
    return process_partial_response(event=event, record_handler=_request_approval, processor=processor, context=context)


def _request_approval(record: DynamoDBRecord) -> None:
    """
    Whichever is recorded last, the review or the waiting approval, brings the mail; the other brings nothing.

    A change that could not be read brings a mail of its own: no approval will open.
    """
    execution_id = str(record.dynamodb.keys["execution_id"]) if record.dynamodb else ""
    logger.append_keys(execution_id=execution_id)

    kind = sender().send_due(execution_id)

    is_notice = kind in NOTICES
    metrics.add_metric("BriefSent", MetricUnit.Count, int(kind is not None and not is_notice))
    metrics.add_metric("NoticeSent", MetricUnit.Count, int(is_notice))
    logger.info("approver mailed" if kind else "nothing to send", mail=kind)
