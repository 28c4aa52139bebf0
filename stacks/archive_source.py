"""Code that comes as an object in S3: a zip of a whole clone, so that there is a history to compare with."""

from typing import cast

from aws_cdk import CfnOutput, Stack
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_codepipeline_actions as actions
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_s3 as s3
from constructs import Construct

from stacks.acknowledge import acknowledge, acknowledge_resources
from stacks.private_bucket import PrivateBucket
from stacks.settings import S3Source


class ArchiveSource(Construct):
    """The bucket tells EventBridge of a new version of the object, which starts the pipeline: no trail, no polling."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        source: S3Source,
        output: codepipeline.Artifact,
        retain: bool,
    ) -> None:
        super().__init__(scope, construct_id)

        self._key = source.object_key
        self._bucket = self._bucket_of(source, retain=retain)
        self.action = actions.S3SourceAction(
            action_name="Source",
            bucket=self._bucket,
            bucket_key=source.object_key,
            output=output,
            trigger=actions.S3Trigger.NONE,
        )

    def start(self, pipeline: codepipeline.Pipeline) -> None:
        """Start the pipeline with each new version of the object."""
        events.Rule(
            self,
            "NewVersion",
            event_pattern=events.EventPattern(
                source=["aws.s3"],
                detail_type=["Object Created"],
                detail={"bucket": {"name": [self._bucket.bucket_name]}, "object": {"key": [self._key]}},
            ),
            targets=[targets.CodePipeline(pipeline)],
        )
        fact = "CDK writes these for CodePipeline's source action, on the source's bucket and this one object."
        for action in ("GetBucket*", "GetObject*", "List*"):
            acknowledge(pipeline.role, f"AwsSolutions-IAM5[Action::s3:{action}]", fact)
        acknowledge_resources(pipeline.role, self._bucket.arn_for_objects(self._key), fact)

    def _bucket_of(self, source: S3Source, *, retain: bool) -> s3.IBucket:
        if source.bucket:
            return s3.Bucket.from_bucket_name(self, "Bucket", source.bucket)
        bucket = PrivateBucket(self, "Bucket", retain=retain, versioned=True)
        _tell_event_bridge(bucket)
        acknowledge(
            bucket,
            "AwsSolutions-S1",
            "It holds archives of a repository that is elsewhere; each version that was deployed is on the record.",
        )
        described = f"Upload {source.object_key} here"
        CfnOutput(Stack.of(self), "SourceBucket", value=bucket.bucket_name, description=described)
        return bucket


def _tell_event_bridge(bucket: s3.Bucket) -> None:
    """As CloudFormation's own property: CDK's method brings a function that does nothing else."""
    events_on = s3.CfnBucket.EventBridgeConfigurationProperty(event_bridge_enabled=True)
    cast(
        "s3.CfnBucket", bucket.node.default_child
    ).notification_configuration = s3.CfnBucket.NotificationConfigurationProperty(event_bridge_configuration=events_on)
