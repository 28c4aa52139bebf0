"""Step 11: an approval has opened, or a person has decided it; keep what happened, and who decided."""

import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from lambdas.record_approval.completion import complete
from lambdas.shared.aws.account import account_of
from lambdas.shared.aws.measuring import measure
from lambdas.shared.aws.pipeline_api import PipelineApi
from lambdas.shared.aws.pipeline_settings import read_settings
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.aws.tracing import traced
from lambdas.shared.domain.approvals import Approval, read_approval
from lambdas.shared.domain.measures import approval_measures

logger = Logger()


@cache
def reviews() -> ReviewTable:
    """Built on first use, so that importing this module needs no AWS."""
    return ReviewTable(os.environ["REVIEWS_TABLE"])


@cache
def pipelines() -> PipelineApi:
    return PipelineApi()


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> None:
    approval = read_approval(event, account_id=account_of(context))
    logger.append_keys(execution_id=approval.execution_id, pipeline_name=approval.pipeline_name)

    with traced("record_approval", execution_id=approval.execution_id, pipeline_name=approval.pipeline_name):
        is_news = _record(approval)

    if is_news:
        measure(approval_measures(approval), pipeline_name=approval.pipeline_name)
    logger.info("approval recorded", state=approval.state, is_news=is_news)


def _record(approval: Approval) -> bool:
    settings = read_settings(approval.pipeline_name)
    return settings.asks(approval.action_name) and reviews().add_approval(
        complete(approval, pipelines()),
        timeout_minutes=settings.approval_timeout_minutes,
        required=settings.approvals,
    )
