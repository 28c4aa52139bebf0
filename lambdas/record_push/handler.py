"""Somebody pushed to a repository under review; keep who, for when its approver is compared with them."""

import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from lambdas.shared.aws.account import account_of
from lambdas.shared.aws.push_table import PushTable
from lambdas.shared.domain.pushes import read_push

logger = Logger()


@cache
def pushes() -> PushTable:
    """Built on first use, so that importing this module needs no AWS."""
    return PushTable(os.environ["REVIEWS_TABLE"])


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> None:
    told = read_push(event, account_id=account_of(context))
    days = int(os.environ["RECORD_RETENTION_DAYS"])

    pushes().add(told, expires_on=told.expires_on(record_retention_days=days))

    logger.info("push recorded", repository_name=told.repository_name, commit_id=told.push.commit_id)
