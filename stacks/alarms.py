"""What an operator must hear of: a step that fails or falls behind, events and mail that do not arrive."""

from collections.abc import Sequence

from aws_cdk import Aws, Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as cloudwatch_actions
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from stacks.review_function import ReviewFunction


class Alarms(Construct):
    """Always there to be seen; with `operator_email` they are also mailed, as is every brief that bounced."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        functions: Sequence[ReviewFunction],
        fed_by_stream: Sequence[ReviewFunction],
        undelivered: sqs.Queue,
        operator_email: str | None,
    ) -> None:
        super().__init__(scope, construct_id)

        self._action = self._mail_to(operator_email) if operator_email else None
        for function in functions:
            self._raise(
                f"{function.node.id}Fails",
                function.metric_errors(period=Duration.minutes(5)),
                f"{function.node.id} failed; its log says why. What it gave up on is in the bucket of failed events.",
            )
        for function in fed_by_stream:
            self._raise(
                f"{function.node.id}IsBehind",
                function.metric("IteratorAge", statistic="Maximum", period=Duration.minutes(5)),
                f"Records have waited 20 minutes for {function.node.id}.",
                threshold=Duration.minutes(20).to_milliseconds(),
            )
        self._raise(
            "EventsUndelivered",
            undelivered.metric_approximate_number_of_messages_visible(period=Duration.minutes(5)),
            "EventBridge could not deliver an event to its function; it waits in the queue.",
        )

    def _raise(self, alarm_id: str, metric: cloudwatch.Metric, description: str, *, threshold: float = 1) -> None:
        alarm = cloudwatch.Alarm(
            self,
            alarm_id,
            metric=metric,
            alarm_description=description,
            evaluation_periods=1,
            threshold=threshold,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
        if self._action:
            alarm.add_alarm_action(self._action)

    def _mail_to(self, operator_email: str) -> cloudwatch_actions.SnsAction:
        topic = sns.Topic(self, "Operator", enforce_ssl=True)
        topic.add_subscription(subscriptions.EmailSubscription(operator_email))
        alarms = iam.ServicePrincipal(
            "cloudwatch.amazonaws.com", conditions={"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}}
        )
        topic.grant_publish(alarms)
        events.Rule(
            self,
            "BriefsThatBounced",
            event_pattern=events.EventPattern(
                source=["aws.ses"], detail_type=["Email Bounced", "Email Complaint Received", "Email Rejected"]
            ),
            targets=[targets.SnsTopic(topic)],
        )
        return cloudwatch_actions.SnsAction(topic)
