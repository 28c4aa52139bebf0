"""A pipeline under review: source, extraction and build, approval, deployment."""

from collections.abc import Sequence
from typing import cast

from aws_cdk import Aws, CfnOutput, Duration, Stack
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_codepipeline_actions as actions
from aws_cdk import aws_iam as iam
from constructs import Construct

from stacks.announcement_topic import AnnouncementTopic
from stacks.approvers import Approvers
from stacks.artifact_bucket import ArtifactBucket
from stacks.change_extraction import ChangeExtraction
from stacks.check_action import CheckAction
from stacks.console import console_of_partition
from stacks.deployment import Deployment
from stacks.pipeline_parameter import PipelineParameter
from stacks.pipeline_source import PipelineSource
from stacks.review_store import ReviewStore
from stacks.settings import PipelineSettings, Settings
from stacks.team_build import TeamBuild

_APPROVALS = ("Approve", "ApproveSecond")  # one after the other: the second knows that the first has agreed


class PipelineStack(Stack):
    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        pipeline: PipelineSettings,
        settings: Settings,
        reviews: ReviewStore,
        evidence_readers: Sequence[iam.IRole],
        check_arn: str,
        announcers: Sequence[iam.IRole],
        chat: Sequence[str],
    ) -> None:
        super().__init__(scope, construct_id, description=f"Deployment Review: the pipeline {pipeline.name}")

        log_retention_days = settings.log_retention_days
        topic = AnnouncementTopic(self, "Announcements", publishers=announcers, key=reviews.bucket.encryption_key)
        parameter = PipelineParameter(
            self,
            "Settings",
            pipeline=pipeline,
            retention_days=reviews.retention_days,
            topic_arn=topic.topic_arn,
            chat=chat,
        )
        CfnOutput(self, "Topic", value=topic.topic_arn, description="Tells of approvals, decisions and deployments")
        artifacts = ArtifactBucket(self, "Artifacts", key=reviews.bucket.encryption_key)
        source = PipelineSource(self, "Source", source=pipeline.source, retain=settings.retain)
        extraction = ChangeExtraction(
            self,
            "ChangeExtraction",
            pipeline=pipeline,
            source=source,
            reviews=reviews,
            artifacts=artifacts,
            log_retention_days=log_retention_days,
        )
        build = (
            TeamBuild(
                self,
                "TeamBuild",
                pipeline=pipeline,
                source=source,
                artifacts=artifacts,
                log_retention_days=log_retention_days,
            )
            if pipeline.has_build
            else None
        )
        if build:
            artifacts.let_read(evidence_readers, artifact="Evidence")
        deployment = Deployment(
            self,
            "Deployment",
            pipeline=pipeline,
            source=source,
            build_output=build.output if build else None,
            artifacts=artifacts,
            log_retention_days=log_retention_days,
        )
        check = CheckAction(
            self,
            "Check",
            check_arn=check_arn,
            pipeline_name=pipeline.name,
            build_output=build.output if build else None,
        )
        approvals = [_approval(name, order, pipeline) for order, name in enumerate(_APPROVALS, 1)][: pipeline.approvals]
        execution = codepipeline.Pipeline(
            self,
            "Pipeline",
            pipeline_name=pipeline.name,  # settings, records and links find a pipeline by its name
            pipeline_type=codepipeline.PipelineType.V2,
            execution_mode=codepipeline.ExecutionMode.QUEUED,
            artifact_bucket=artifacts,
            use_pipeline_role_for_actions=True,
            triggers=source.triggers,
            stages=[
                _stage("Source", source.action),
                _stage("Build", extraction.action, *([build.action] if build else [])),
                _stage("Approval", *approvals),
                _stage("Deploy", check.action, deployment.action),
            ],
        )
        policies = [
            Approvers(self, f"{prefix}Approvers", approval=approval, pipeline=execution)
            for prefix, approval in zip(("", "Second"), approvals, strict=False)
        ]
        # CodePipeline runs a pipeline as soon as it has created it: what its actions need must be there by then.
        needed = [parameter, extraction, deployment, *([build] if build else [])]
        cast("codepipeline.CfnPipeline", execution.node.default_child).node.add_dependency(*needed)
        source.let_start(execution)
        artifacts.acknowledge_pipeline(execution.role)
        check.acknowledge_pipeline(execution.role)

        console = settings.console_url or console_of_partition(self)
        path = f"codesuite/codepipeline/pipelines/{pipeline.name}/view?region={Aws.REGION}"
        CfnOutput(self, "PipelineConsole", value=f"{console}/{path}", description="The pipeline in the console")
        for policy in policies:
            CfnOutput(
                self,
                f"{policy.node.id}Policy",
                value=policy.managed_policy_arn,
                description="Attach it to the role of whoever approves",
            )
        if source.clone_url:
            CfnOutput(self, "CloneUrl", value=source.clone_url, description="Push here to start the pipeline")


def _approval(name: str, run_order: int, pipeline: PipelineSettings) -> actions.ManualApprovalAction:
    timeout = Duration.minutes(pipeline.approval_timeout_minutes)
    return actions.ManualApprovalAction(action_name=name, timeout=timeout, run_order=run_order)


def _stage(name: str, *stage_actions: codepipeline.IAction) -> codepipeline.StageProps:
    return codepipeline.StageProps(stage_name=name, actions=list(stage_actions))
