"""The first action of the last stage: the record is checked before anything is deployed."""

import json

from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_codepipeline_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from stacks.acknowledge import acknowledge, acknowledge_resources


class CheckAction(Construct):
    """
    A Lambda action, not a condition of the stage.

    It is shown with its sentence beside the others, can be retried, and gets what the build made, with credentials for
    just that. The source is left out: a full clone is a reference for CodeBuild alone, and a commit's id is a digest.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        check_arn: str,
        pipeline_name: str,
        build_output: codepipeline.Artifact | None,
    ) -> None:
        super().__init__(scope, construct_id)

        function = lambda_.Function.from_function_attributes(
            self, "Function", function_arn=check_arn, same_environment=True
        )
        told = {"pipeline_name": pipeline_name, "execution_id": "#{codepipeline.PipelineExecutionId}"}
        self._check_arn = check_arn
        self.action = actions.LambdaInvokeAction(
            action_name="Check",
            lambda_=function,
            inputs=[build_output] if build_output else [],
            user_parameters_string=json.dumps(told),
            run_order=1,
        )

    def acknowledge_pipeline(self, role: iam.IRole) -> None:
        """What CDK grants CodePipeline for an action of this kind."""
        acknowledge(
            role, "AwsSolutions-IAM5[Resource::*]", "lambda:ListFunctions has no resource types to name; CDK grants it."
        )
        fact = "CDK allows every version of this one function, which has none."
        acknowledge_resources(role, f"{self._check_arn}:*", fact)
