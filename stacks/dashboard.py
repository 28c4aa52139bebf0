"""A dashboard that answers what an operator asks: what waits, what failed, what it costs, how fast it is."""

from collections.abc import Sequence

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from stacks.review_function import ReviewFunction

_NAMESPACE = "DeploymentReview"
_DAY = Duration.days(1)
_HOUR = Duration.hours(1)
_NOW = Duration.minutes(5)


class Dashboard(cloudwatch.Dashboard):
    """Pipelines are found by their metrics, so that none has to be named here."""

    def __init__(
        self, scope: Construct, construct_id: str, *, functions: Sequence[ReviewFunction], undelivered: sqs.Queue
    ) -> None:
        super().__init__(scope, construct_id, default_interval=Duration.days(7))

        self._ask(
            "What is waiting, and for how long?",
            _numbers("Now", [_of_all("WaitingApprovals", period=_NOW), _of_all("LongestWait", period=_NOW)]),
            _graph("Waiting approvals", [_by_pipeline("WaitingApprovals", "Maximum", _HOUR)]),
            _graph("Longest wait of an execution, in seconds", [_by_pipeline("LongestWait", "Maximum", _HOUR)]),
        )
        self._ask(
            "What failed?",
            _graph("Steps that failed", [function.metric_errors(period=_HOUR) for function in functions]),
            _graph(
                "Not heard, not read, not delivered",
                [
                    _of_all("ReconcileUnheardApprovals", period=_HOUR),
                    _of_all("ReconcileFailures", period=_HOUR, statistic="Sum"),
                    undelivered.metric_approximate_number_of_messages_visible(period=_HOUR),
                ],
            ),
            _graph(
                "Reviews by the rules alone, changes that could not be read",
                [_by_pipeline("ReviewWithoutModel", "Sum", _DAY), _by_pipeline("NoticeSent", "Sum", _DAY)],
            ),
            _graph("Executions that failed", [_by_pipeline("ExecutionFailed", "Sum", _DAY)]),
        )
        self._ask(
            "What does it cost?",
            _graph("Dollars a day for models", [_by_pipeline("ReviewCostUsd", "Sum", _DAY)]),
            _graph(
                "Tokens a day", [_by_pipeline("InputTokens", "Sum", _DAY), _by_pipeline("OutputTokens", "Sum", _DAY)]
            ),
            _graph("Reviews a day", [_by_pipeline("ReviewWritten", "Sum", _DAY)]),
        )
        self._ask(
            "How fast is it?",
            _graph("Seconds from change to review, 9 of 10", [_by_pipeline("ReviewTime", "p90", _DAY)]),
            _graph("Milliseconds of models, 9 of 10", [_by_pipeline("ModelLatency", "p90", _DAY)]),
            _graph("Seconds from approval to decision, half of them", [_by_pipeline("DecisionTime", "p50", _DAY)]),
        )
        self._ask(
            "What is decided?",
            _graph(
                "Approved, rejected or expired",
                [_by_pipeline("ApprovalSucceeded", "Sum", _DAY), _by_pipeline("ApprovalFailed", "Sum", _DAY)],
            ),
            _graph("Highest risk, 0 (low) to 3 (critical)", [_by_pipeline("RiskLevel", "Maximum", _DAY)]),
            _graph("Claims of models that the diff did not bear out", [_by_pipeline("ClaimsDropped", "Sum", _DAY)]),
        )

    def _ask(self, question: str, *answers: cloudwatch.IWidget) -> None:
        self.add_widgets(cloudwatch.TextWidget(markdown=f"# {question}", width=24, height=1))
        self.add_widgets(*answers)


def _of_all(name: str, *, period: Duration, statistic: str = "Maximum") -> cloudwatch.Metric:
    return cloudwatch.Metric(
        namespace=_NAMESPACE,
        metric_name=name,
        dimensions_map={"service": "reconcile"},
        period=period,
        statistic=statistic,
        label=name,
    )


def _by_pipeline(name: str, statistic: str, period: Duration) -> cloudwatch.MathExpression:
    search = f"SEARCH('{{{_NAMESPACE},pipeline_name,service}} MetricName=\"{name}\"', '{statistic}')"
    label = f"{name} ${{PROP('Dim.pipeline_name')}}"
    return cloudwatch.MathExpression(expression=search, using_metrics={}, label=label, period=period)


def _graph(title: str, metrics: Sequence[cloudwatch.IMetric]) -> cloudwatch.GraphWidget:
    return cloudwatch.GraphWidget(title=title, left=metrics, width=6, height=6)


def _numbers(title: str, metrics: Sequence[cloudwatch.IMetric]) -> cloudwatch.SingleValueWidget:
    return cloudwatch.SingleValueWidget(title=title, metrics=metrics, width=6, height=6)
