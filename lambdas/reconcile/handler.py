"""Every five minutes: what no event brought is found in the table and in CodePipeline's API, and put right."""

import os
from dataclasses import asdict
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from lambdas.reconcile.reconciler import Reconciler
from lambdas.shared.aws.sending import open_sender

logger = Logger()
tracer = Tracer()
metrics = Metrics()


@cache
def reconciler() -> Reconciler:
    """Built on first use, so that importing this module needs no AWS."""
    return Reconciler(open_sender(os.environ))


@logger.inject_lambda_context(clear_state=True)
@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics
def handler(_event: dict[str, Any], _context: LambdaContext) -> None:
    """Raises an ExceptionGroup of what could not be put right, when all else has been."""
    tally, errors = reconciler().run()

    for name, count in asdict(tally).items():
        metrics.add_metric(f"Reconcile{name.title().replace('_', '')}", MetricUnit.Count, count)
    logger.info("records reconciled", **asdict(tally))
    if errors:
        raise ExceptionGroup("records that could not be put right", errors)
