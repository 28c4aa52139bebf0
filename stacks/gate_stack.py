"""A pipeline of its team's own, under review by a gate: its settings, and what extraction in it may do."""

from collections.abc import Sequence

from aws_cdk import CfnOutput, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_ssm as ssm
from constructs import Construct

from stacks.announcement_topic import AnnouncementTopic
from stacks.change_extraction import let_extract
from stacks.gate_program import GateProgram
from stacks.pipeline_parameter import PipelineParameter
from stacks.review_store import ReviewStore
from stacks.settings import PipelineSettings


class GateStack(Stack):
    """No pipeline is created here: `review_gate` adds the actions to the team's own."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        pipeline: PipelineSettings,
        reviews: ReviewStore,
        program: GateProgram,
        announcers: Sequence[iam.IRole],
        chat: Sequence[str],
    ) -> None:
        super().__init__(scope, construct_id, description=f"Deployment Review: a gate for the pipeline {pipeline.name}")

        topic = AnnouncementTopic(self, "Announcements", publishers=announcers, key=reviews.bucket.encryption_key)
        PipelineParameter(
            self,
            "Settings",
            pipeline=pipeline,
            retention_days=reviews.retention_days,
            topic_arn=topic.topic_arn,
            chat=chat,
        )
        CfnOutput(self, "Topic", value=topic.topic_arn, description="Tells of approvals, decisions and deployments")
        extraction = iam.ManagedPolicy(
            self, "Extraction", description=f"Extract changes of {pipeline.name} for their deployment review"
        )
        program.let_fetch(extraction, pipeline_name=pipeline.name)
        let_extract(extraction, reviews=reviews, pipeline_name=pipeline.name)

        ssm.StringParameter(
            self,
            "ExtractionPolicyName",
            parameter_name=f"/deployment-review/gates/{pipeline.name}/extraction_policy",
            string_value=extraction.managed_policy_arn,
        )
        CfnOutput(
            self,
            "ExtractionPolicy",
            value=extraction.managed_policy_arn,
            description="Attach it to the role of the CodeBuild project that extracts changes",
        )
