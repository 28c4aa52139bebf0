"""Metrics, in CloudWatch's embedded format: a line of the log, no call."""

from collections.abc import Mapping

from aws_lambda_powertools.metrics import EphemeralMetrics

from lambdas.shared.domain.measures import Measure, unit_of


def measure(measured: Mapping[Measure, float], *, pipeline_name: str | None = None) -> None:
    """Of one pipeline, or of all together. Namespace and service come from the function's environment."""
    metrics = EphemeralMetrics()
    if pipeline_name:
        metrics.add_dimension("pipeline_name", pipeline_name)
    for name, value in measured.items():
        metrics.add_metric(name, unit_of(name), value)
    metrics.flush_metrics()
