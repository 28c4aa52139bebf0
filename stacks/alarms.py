"""What an operator must hear of; docs/runbook.md says of each alarm who is waiting and what to do."""

from collections.abc import Sequence

from aws_cdk import Aws
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as cloudwatch_actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from stacks.alarm_definitions import AlarmDefinition, all_alarms
from stacks.review_function import ReviewFunction


class Alarms(Construct):
    """Always there to be seen; with `operator_email` they are also mailed."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        functions: Sequence[ReviewFunction],
        fed_by_stream: Sequence[ReviewFunction],
        reconcile: ReviewFunction,
        undelivered: sqs.Queue,
        operator_email: str | None,
        key: kms.IKey | None,
    ) -> None:
        super().__init__(scope, construct_id)

        action = self._mail_to(operator_email, key) if operator_email else None
        for definition in all_alarms(
            functions, fed_by_stream=fed_by_stream, reconcile=reconcile, undelivered=undelivered
        ):
            alarm = self._raise(definition)
            if action:
                alarm.add_alarm_action(action)

    def _raise(self, definition: AlarmDefinition) -> cloudwatch.Alarm:
        comparison, missing = cloudwatch.ComparisonOperator, cloudwatch.TreatMissingData
        return cloudwatch.Alarm(
            self,
            definition.name,
            metric=definition.metric,
            alarm_description=f"{definition.says} What to do: docs/runbook.md, {definition.name}.",
            evaluation_periods=definition.periods,
            threshold=definition.threshold,
            comparison_operator=(
                comparison.LESS_THAN_THRESHOLD if definition.is_low else comparison.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
            ),
            treat_missing_data=missing.BREACHING if definition.is_low else missing.NOT_BREACHING,
        )

    def _mail_to(self, operator_email: str, key: kms.IKey | None) -> cloudwatch_actions.SnsAction:
        topic = sns.Topic(self, "Operator", enforce_ssl=True, master_key=key)
        topic.add_subscription(subscriptions.EmailSubscription(operator_email))
        alarms = iam.ServicePrincipal(
            "cloudwatch.amazonaws.com", conditions={"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}}
        )
        topic.grant_publish(alarms)  # and to use the key, in its policy
        return cloudwatch_actions.SnsAction(topic)
