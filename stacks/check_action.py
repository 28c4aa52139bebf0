"""The first action of the last stage: the record is checked before anything is deployed."""

from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_iam as iam
from constructs import Construct

from review_gate.check import check_action
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

        self._check_arn = check_arn
        self.action = check_action(
            self,
            check_arn=check_arn,
            pipeline_name=pipeline_name,
            inputs=[build_output] if build_output else [],
            run_order=1,
        )

    def acknowledge_pipeline(self, role: iam.IRole) -> None:
        """What CDK grants CodePipeline for an action of this kind."""
        acknowledge(
            role, "AwsSolutions-IAM5[Resource::*]", "lambda:ListFunctions has no resource types to name; CDK grants it."
        )
        fact = "CDK allows every version of this one function, which has none."
        acknowledge_resources(role, f"{self._check_arn}:*", fact)
