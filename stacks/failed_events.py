"""Where an event is kept that a function could not deal with, whole, until an operator replays it."""

from typing import cast

import jsii
from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from stacks.acknowledge import acknowledge, acknowledge_resources
from stacks.encryption import let_write
from stacks.private_bucket import PrivateBucket


class FailedEvents(Construct):
    """
    Two places, because two services give up.

    Lambda writes what a function failed on to the bucket (a queue would get only a pointer to a stream record that is
    gone a day later); EventBridge puts what it could not deliver in the queue.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        retain: bool,
        access_logs: s3.IBucket,
        key: kms.IKey | None = None,
    ) -> None:
        super().__init__(scope, construct_id)

        self.bucket = PrivateBucket(
            self, "Bucket", retain=retain, expire_after=Duration.days(90), access_logs=access_logs, key=key
        )
        self.undelivered = sqs.Queue(
            self,
            "Undelivered",
            enforce_ssl=True,
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            retention_period=Duration.days(14),
            removal_policy=RemovalPolicy.DESTROY,
        )
        acknowledge(
            self.undelivered,
            "AwsSolutions-SQS3",
            "This queue is the dead-letter queue, of EventBridge's targets; nothing receives from it but an operator.",
        )

    @property
    def of_stream(self) -> "FailedBatches":
        return FailedBatches(self.bucket)

    @property
    def of_events(self) -> "FailedInvocations":
        return FailedInvocations(self.bucket)

    def keeping(self, function: lambda_.IFunction) -> targets.LambdaFunction:
        """The target of a rule: what EventBridge cannot deliver for six hours is put in the queue."""
        return targets.LambdaFunction(
            function, dead_letter_queue=self.undelivered, max_event_age=Duration.hours(6), retry_attempts=20
        )


@jsii.implements(lambda_.IEventSourceDlq)
class FailedBatches:
    """A stream's on-failure destination; CDK's own lets the function read and delete in the whole bucket."""

    def __init__(self, bucket: s3.IBucket) -> None:
        self._bucket = bucket

    def bind(
        self, _target: lambda_.IEventSourceMapping, target_handler: lambda_.IFunction
    ) -> lambda_.DlqDestinationConfig:
        _let_lambda_write(self._bucket, target_handler)
        return lambda_.DlqDestinationConfig(destination=self._bucket.bucket_arn)


@jsii.implements(lambda_.IDestination)
class FailedInvocations:
    """An asynchronous invocation's on-failure destination, with the same permissions."""

    def __init__(self, bucket: s3.IBucket) -> None:
        self._bucket = bucket

    def bind(
        self,
        _scope: Construct,
        fn: lambda_.IFunction,
        *,
        type: lambda_.DestinationType,  # noqa: A002, ARG002  (the name is the interface's)
    ) -> lambda_.DestinationConfig:
        _let_lambda_write(self._bucket, fn)
        return lambda_.DestinationConfig(destination=self._bucket.bucket_arn)


def _let_lambda_write(bucket: s3.IBucket, function: lambda_.IFunction) -> None:
    """
    What Lambda asks of the function's role for a destination in S3: PutObject and ListBucket.

    It writes under aws/lambda/ alone, but refuses the destination of a role that may not write the whole bucket.
    """
    objects = bucket.arn_for_objects("*")
    iam.Grant.add_to_principal(grantee=function, actions=["s3:PutObject"], resource_arns=[objects])
    iam.Grant.add_to_principal(grantee=function, actions=["s3:ListBucket"], resource_arns=[bucket.bucket_arn])
    let_write(bucket.encryption_key, function, through="s3")
    fact = "Lambda names the objects itself, and takes the bucket only where all of it may be written; it has no other."
    acknowledge_resources(cast("iam.IRole", function.role), objects, fact)
