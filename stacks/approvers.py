"""Who may approve: a policy to attach to the approvers' role. Nobody has it by this product's own doing."""

from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_codepipeline_actions as actions
from aws_cdk import aws_iam as iam
from constructs import Construct

from stacks.acknowledge import acknowledge


class Approvers(iam.ManagedPolicy):
    """See this pipeline in the console, and decide its one approval."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        approval: actions.ManualApprovalAction,
        pipeline: codepipeline.Pipeline,
    ) -> None:
        super().__init__(scope, construct_id, description=f"Approve deployments of {pipeline.node.path}")

        approval.grant_manual_approval(self)
        acknowledge(
            self,
            "AwsSolutions-IAM5[Resource::*]",
            "codepipeline:ListPipelines, with which the console opens, has no resource types to name.",
        )
        self.add_statements(
            iam.PolicyStatement(
                actions=[
                    "codepipeline:GetPipeline",
                    "codepipeline:GetPipelineExecution",
                    "codepipeline:GetPipelineState",
                    "codepipeline:ListActionExecutions",
                    "codepipeline:ListPipelineExecutions",
                ],
                resources=[pipeline.pipeline_arn],
            )
        )
