"""Step 12: what was approved is deployed, by the team's own commands."""

import json

from aws_cdk import Aws, CfnOutput, Duration, Stack
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_codepipeline_actions as actions
from aws_cdk import aws_iam as iam
from constructs import Construct

from stacks.acknowledge import acknowledge, acknowledge_resources
from stacks.artifact_bucket import ArtifactBucket
from stacks.pipeline_project import PipelineProject
from stacks.pipeline_source import PipelineSource
from stacks.settings import PipelineSettings

_BOOTSTRAP_ROLES = ("deploy", "file-publishing", "image-publishing", "lookup")


class Deployment(Construct):
    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        pipeline: PipelineSettings,
        source: PipelineSource,
        build_output: codepipeline.Artifact | None,
        artifacts: ArtifactBucket,
        log_retention_days: int,
    ) -> None:
        super().__init__(scope, construct_id)

        deployment = PipelineProject(
            self,
            "Deploy",
            file="deploy",
            description="Deploys the approved commit",
            artifacts=artifacts,
            reads=["SourceOutput", "BuildOutput"] if build_output else ["SourceOutput"],
            log_retention_days=log_retention_days,
            timeout=Duration.hours(1),
            environment={
                "DEPLOY_COMMANDS": json.dumps(pipeline.deploy_commands),
                "DEPLOY_ROLE": pipeline.deploy_role_arn or "",
            },
        )
        source.grant_pull(deployment.role)
        self._let_deploy(deployment.role, pipeline)
        self.action = actions.CodeBuildAction(
            action_name="Deploy",
            project=deployment.project,
            input=source.artifact,
            extra_inputs=[build_output] if build_output else [],
            run_order=2,  # after the check
        )

    def _let_deploy(self, role: iam.Role, pipeline: PipelineSettings) -> None:
        """By the team's policies and role, or else by the roles that `cdk bootstrap` made for `cdk deploy`."""
        for number, arn in enumerate(pipeline.deploy_policy_arns, start=1):
            role.add_managed_policy(iam.ManagedPolicy.from_managed_policy_arn(self, f"Policy{number}", arn))
            fact = (
                "The owner of the pipeline names this policy in deploy_policy_arns: what a deployment needs is theirs."
            )
            acknowledge(role, f"AwsSolutions-IAM4[Policy::{arn}]", fact)
        if pipeline.deploy_role_arn:
            CfnOutput(
                Stack.of(self),
                "DeployRole",
                value=role.role_arn,
                description="The role in deploy_role_arn must trust this one",
            )
            own = [pipeline.deploy_role_arn]
            iam.Grant.add_to_principal(grantee=role, actions=["sts:AssumeRole"], resource_arns=own)
        elif not pipeline.deploy_policy_arns:
            roles = f"arn:{Aws.PARTITION}:iam::{Aws.ACCOUNT_ID}:role/cdk-*"
            arns = [f"{roles}-{kind}-role-{Aws.ACCOUNT_ID}-{Aws.REGION}" for kind in _BOOTSTRAP_ROLES]
            iam.Grant.add_to_principal(grantee=role, actions=["sts:AssumeRole"], resource_arns=arns)
            for arn in arns:
                acknowledge_resources(
                    role, arn, "The qualifier of the team's own CDK bootstrap stands for the asterisk."
                )
