"""A signal is a metric in CloudWatch's embedded format: a line of the log, no call."""

from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit

from lambdas.shared.domain.signals import SERVICE, Signal


def signal(name: Signal, *, value: float = 1) -> None:
    """The namespace is that of the function's environment."""
    metrics = EphemeralMetrics(service=SERVICE)
    metrics.add_metric(name, MetricUnit.Count, value)
    metrics.flush_metrics()
