"""Between approval and deployment: what is about to be deployed is held against what was approved, and by whom."""

import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from lambdas.check_deployment.checker import Checker
from lambdas.shared.aws.account import account_of
from lambdas.shared.aws.artifact_reader import ArtifactReader
from lambdas.shared.aws.clock import now
from lambdas.shared.aws.job_api import JobApi
from lambdas.shared.aws.observer import Observer
from lambdas.shared.aws.pipeline_api import PipelineApi
from lambdas.shared.aws.push_table import PushTable
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.aws.signalling import signal
from lambdas.shared.aws.tracing import traced
from lambdas.shared.domain.deployment_check import CheckResult
from lambdas.shared.domain.irregularities import Rule
from lambdas.shared.domain.jobs import read_job
from lambdas.shared.domain.signals import Signal

logger = Logger()
metrics = Metrics()

_FAILED = "Not deployed. The check itself failed, and its log says why; retry the stage when the cause is mended."


@cache
def checker() -> Checker:
    """Built on first use, so that importing this module needs no AWS."""
    table = os.environ["REVIEWS_TABLE"]
    reviews = ReviewTable(table, os.environ["REVIEWS_BUCKET"])
    return Checker(Observer(reviews, PipelineApi()), ArtifactReader(), PushTable(table), now)


@cache
def jobs() -> JobApi:
    return JobApi()


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> None:
    job = read_job(event, account_id=account_of(context))
    logger.append_keys(execution_id=job.execution_id, pipeline_name=job.pipeline_name)

    try:
        with traced("check_deployment", execution_id=job.execution_id, pipeline_name=job.pipeline_name):
            checked = checker().check(job)
    except Exception:  # this is the answer to it: the pipeline stops, says so, and the job is over
        logger.exception("deployment could not be checked")
        metrics.add_metric("DeploymentUnchecked", MetricUnit.Count, 1)
        signal(Signal.DEPLOYMENT_CHECK_FAILED)
        jobs().fail(job.id, message=_FAILED)
        return
    verdict = checked.verdict
    is_refused = verdict.result is CheckResult.REFUSED
    if is_refused:
        jobs().fail(job.id, message=verdict.sentence)
    else:
        jobs().succeed(job.id, summary=checked.summary)

    rules = [str(each.rule) for each in verdict.irregularities]
    metrics.add_metric(f"Deployment{verdict.result.title()}", MetricUnit.Count, 1)
    if is_refused:
        signal(Signal.DEPLOYMENT_REFUSED)
    if Rule.OWN_CHANGE in rules:
        signal(Signal.APPROVER_IS_AUTHOR)
    logger.info("deployment checked", result=verdict.result, rules=rules)
