"""SES tells what became of a mail: keep it, so that the second address is written to where the first takes none."""

import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from lambdas.shared.aws.account import account_of
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.aws.signalling import signal
from lambdas.shared.aws.tracing import traced
from lambdas.shared.domain.deliveries import Fate, is_pause_of_account, read_delivery
from lambdas.shared.domain.delivery_amendments import delivery_amendment
from lambdas.shared.domain.events import RefusedEventError
from lambdas.shared.domain.signals import Signal

logger = Logger()

_SIGNALS = {
    Fate.DELAYED: Signal.MAIL_DELAYED,
    Fate.BOUNCED: Signal.MAIL_BOUNCED,
    Fate.COMPLAINED: Signal.MAIL_COMPLAINED,
    Fate.REJECTED: Signal.MAIL_REJECTED,
}


@cache
def reviews() -> ReviewTable:
    """Built on first use, so that importing this module needs no AWS."""
    return ReviewTable(os.environ["REVIEWS_TABLE"])


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> None:
    """What is about no mail of ours changes nothing: the execution that it names is no more than what a tag says."""
    account_id = account_of(context)
    is_pause = is_pause_of_account(event, account_id=account_id)
    if is_pause:
        signal(Signal.MAIL_PAUSED)
    try:
        delivery = read_delivery(event, account_id=account_id)
    except RefusedEventError as error:
        logger.info("no mail of ours", reason=str(error), is_pause=is_pause)
        return
    logger.append_keys(execution_id=delivery.execution_id)

    with traced("record_delivery", execution_id=delivery.execution_id):
        is_news = reviews().amend(delivery.execution_id, lambda record: delivery_amendment(record, delivery))

    if is_news and delivery.fate in _SIGNALS and not delivery.is_automatic_reply:
        signal(_SIGNALS[delivery.fate])
    logger.info("delivery recorded", fate=delivery.fate, is_news=is_news)
