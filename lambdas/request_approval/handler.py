"""Step 9: the review is there and the approval waits, or there can be no review: the approver is e-mailed."""

import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from lambdas.shared.aws.announcer import Announcer
from lambdas.shared.aws.brief_sender import BriefSender
from lambdas.shared.aws.clock import now
from lambdas.shared.aws.measuring import measure
from lambdas.shared.aws.sending import open_sender
from lambdas.shared.aws.tracing import traced
from lambdas.shared.domain.attempts import CHECKS, NOTICES, MailKind
from lambdas.shared.domain.measures import Measure

logger = Logger()


@cache
def sender() -> BriefSender:
    """Built on first use, so that importing this module needs no AWS."""
    return open_sender(os.environ)


@cache
def announcer() -> Announcer:
    return Announcer(sender().reviews, os.environ["CONSOLE_URL"], now)


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    processor = BatchProcessor(event_type=EventType.DynamoDBStreams)
    return process_partial_response(event=event, record_handler=_request_approval, processor=processor, context=context)


def _request_approval(record: DynamoDBRecord) -> None:
    """
    Whichever is recorded last, the review or the waiting approval, brings the mail; the other brings nothing.

    A change that could not be read brings a mail of its own: no approval will open.
    """
    item = record.dynamodb.new_image if record.dynamodb else {}
    execution_id, pipeline_name = str(item["execution_id"]), str(item["pipeline_name"])
    logger.append_keys(execution_id=execution_id, pipeline_name=pipeline_name)

    with traced("request_approval", execution_id=execution_id, pipeline_name=pipeline_name):
        kind = sender().send_due(execution_id)
        published, refused = announcer().announce_due(execution_id)

    if kind and kind not in {MailKind.DECISION, *CHECKS}:
        measure({Measure.NOTICE_SENT if kind in NOTICES else Measure.BRIEF_SENT: 1}, pipeline_name=pipeline_name)
    if published or refused:
        told = {Measure.ANNOUNCED: published, Measure.ANNOUNCEMENT_REFUSED: refused}
        measure(told, pipeline_name=pipeline_name)
    logger.info("mailed" if kind else "nothing to send", mail=kind, published=published, refused=refused)
