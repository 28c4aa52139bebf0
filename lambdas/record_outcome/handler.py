"""Step 12: the execution has ended; keep how. What was deployed becomes the next baseline."""

import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from lambdas.shared.aws.account import account_of
from lambdas.shared.aws.measuring import measure
from lambdas.shared.aws.observer import Observer
from lambdas.shared.aws.pipeline_api import PipelineApi
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.aws.tracing import traced
from lambdas.shared.domain.measures import Measure
from lambdas.shared.domain.outcomes import read_outcome

logger = Logger()


@cache
def observer() -> Observer:
    """Built on first use, so that importing this module needs no AWS."""
    return Observer(ReviewTable(os.environ["REVIEWS_TABLE"]), PipelineApi())


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> None:
    outcome = read_outcome(event, account_id=account_of(context))
    logger.append_keys(execution_id=outcome.execution_id, pipeline_name=outcome.pipeline_name)

    with traced("record_outcome", execution_id=outcome.execution_id, pipeline_name=outcome.pipeline_name):
        is_news = observer().record_end(outcome)

    if is_news:
        measure({Measure(f"Execution{outcome.state.title()}"): 1}, pipeline_name=outcome.pipeline_name)
    logger.info("outcome recorded", state=outcome.state, is_news=is_news)
