"""Step 11: an approval has opened, or a person has decided it; keep what happened, and who decided."""

import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from lambdas.record_approval.completion import complete
from lambdas.shared.aws.account import account_of
from lambdas.shared.aws.pipeline_api import PipelineApi
from lambdas.shared.aws.pipeline_settings import read_settings
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.domain.approvals import read_approval

logger = Logger()
tracer = Tracer()
metrics = Metrics()


@cache
def reviews() -> ReviewTable:
    """Built on first use, so that importing this module needs no AWS."""
    return ReviewTable(os.environ["REVIEWS_TABLE"])


@cache
def pipelines() -> PipelineApi:
    return PipelineApi()


@logger.inject_lambda_context(clear_state=True)
@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> None:
    approval = read_approval(event, account_id=account_of(context))
    logger.append_keys(execution_id=approval.execution_id, pipeline_name=approval.pipeline_name)

    settings = read_settings(approval.pipeline_name)
    is_news = settings.asks(approval.action_name) and reviews().add_approval(
        complete(approval, pipelines()),
        timeout_minutes=settings.approval_timeout_minutes,
        required=settings.approvals,
    )

    metrics.add_metric(f"Approval{approval.state.title()}", MetricUnit.Count, int(is_news))
    logger.info("approval recorded", state=approval.state, is_news=is_news)
