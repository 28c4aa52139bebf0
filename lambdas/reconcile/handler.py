"""Every five minutes: what no event brought is found in the table and in CodePipeline's API, and put right."""

import os
from dataclasses import asdict
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from lambdas.reconcile.reconciler import Reconciler
from lambdas.reconcile.turns import Turns
from lambdas.shared.aws.failed_events import FailedEvents
from lambdas.shared.aws.sending import open_sender
from lambdas.shared.aws.signalling import signal
from lambdas.shared.aws.sweep_progress import SweepProgress
from lambdas.shared.aws.tracing import traced
from lambdas.shared.domain.signals import Signal

logger = Logger()
metrics = Metrics()


@cache
def reconciler() -> Reconciler:
    """Built on first use, so that importing this module needs no AWS."""
    return Reconciler(open_sender(os.environ))


@cache
def failed_events() -> FailedEvents:
    return FailedEvents(os.environ["FAILED_EVENTS_BUCKET"])


@cache
def progress() -> SweepProgress:
    return SweepProgress(os.environ["REVIEWS_TABLE"])


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics
def handler(_event: dict[str, Any], context: LambdaContext) -> None:
    """Raises an ExceptionGroup of what could not be put right, when all else has been."""
    turns = Turns(lambda: context.get_remaining_time_in_millis() / 1000, progress())
    with traced("reconcile"):
        tally, errors = reconciler().run(turns)

    for name, count in asdict(tally).items():
        metrics.add_metric(f"Reconcile{name.title().replace('_', '')}", MetricUnit.Count, count)
    signal(Signal.FAILED_EVENTS, value=failed_events().count())
    logger.info("records reconciled", **asdict(tally))
    if errors:
        raise ExceptionGroup("records that could not be put right", errors)
