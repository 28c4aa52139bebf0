"""The review of a pipeline that is its team's own: what would change is extracted, approved and checked."""

from collections.abc import Sequence
from pathlib import Path

from aws_cdk import Duration
from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_codepipeline_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_ssm as ssm
from constructs import Construct

from review_gate.buildspec import InlineBuildSpec
from review_gate.check import check_action
from review_gate.clone import CloningSource

_BUILDSPEC = Path(__file__).with_name("extract_change.yml")


class ReviewGate(Construct):
    """
    Extraction, approval and check for the pipeline of this name, which `deployment-review.toml` lists as `existing`.

    `add_to` puts a stage with them before the stage that deploys. Who places actions himself takes `extraction` (it
    may run beside build and tests), `approvals` (after both) and `check` (right before what deploys). The source
    action must clone: `code_build_clone_output`.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        pipeline_name: str,
        connection_arn: str | None = None,
        approval_action: str = "Approve",
        approval_timeout: Duration | None = None,
        approvals: int = 1,
    ) -> None:
        """
        Create the CodeBuild project of the extraction; the actions are made when they are asked for.

        Args:
            scope: of the team's own stack, in the account and region of the review stack.
            construct_id: any.
            pipeline_name: as the settings file has it; it must be the pipeline's own.
            connection_arn: of the source, if it is GitHub, GitLab or Bitbucket.
            approval_action: name of the approval; the settings' `approval_action`.
            approval_timeout: the settings' `approval_timeout_minutes`; absent: 7 days, as there.
            approvals: how many people have to approve, 1 or 2; the settings' `approvals`.
        """
        super().__init__(scope, construct_id)

        self._pipeline_name = pipeline_name
        self._approval_actions = (approval_action, "ApproveSecond")[:approvals]
        self._approval_timeout = approval_timeout or Duration.days(7)
        role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("codebuild.amazonaws.com"))
        name = f"/deployment-review/gates/{pipeline_name}/extraction_policy"
        arn = ssm.StringParameter.value_for_string_parameter(self, name)
        role.add_managed_policy(iam.ManagedPolicy.from_managed_policy_arn(self, "Extraction", arn))
        self.project = codebuild.PipelineProject(
            self,
            "ExtractChange",
            description=f"Saves what would change in production by {pipeline_name}, as git sees it",
            build_spec=InlineBuildSpec.read(_BUILDSPEC),
            environment=codebuild.BuildEnvironment(
                build_image=codebuild.LinuxBuildImage.AMAZON_LINUX_2023_5,  # Arm is not in every region
                compute_type=codebuild.ComputeType.SMALL,
            ),
            grant_report_group_permissions=False,
            role=role,
            timeout=Duration.minutes(30),
        )
        self.node.add_validation(CloningSource(self.project))
        if connection_arn:  # CDK knows a connection by the first of its two service prefixes only
            use = ["codestar-connections:UseConnection", "codeconnections:UseConnection"]
            iam.Grant.add_to_principal(grantee=role, actions=use, resource_arns=[connection_arn])

    def add_to(
        self,
        pipeline: codepipeline.Pipeline,
        *,
        source: codepipeline.Artifact,
        before: str,
        built: Sequence[codepipeline.Artifact] = (),
    ) -> None:
        """
        A stage `Review`, with extraction, approvals and check, before the stage of this name.

        `source` is the output of the source action, `built` what is deployed, where that is not the source alone.
        """
        stages = {stage.stage_name: stage for stage in pipeline.stages}
        if before not in stages:
            message = f'ReviewGate: the pipeline has no stage "{before}" to stand before; it has {", ".join(stages)}.'
            raise ValueError(message)
        pipeline.add_stage(
            stage_name="Review",
            actions=self.all_actions(source, built=built),
            placement=codepipeline.StagePlacement(right_before=stages[before]),
        )

    def all_actions(
        self, source: codepipeline.Artifact, *, built: Sequence[codepipeline.Artifact] = (), run_order: int = 1
    ) -> list[actions.Action]:
        """All of them, one after the other."""
        approvals = self.approvals(run_order=run_order + 1)
        check = self.check(built, run_order=run_order + 1 + len(approvals))
        return [self.extraction(source, run_order=run_order), *approvals, check]

    def extraction(self, source: codepipeline.Artifact, *, run_order: int = 1) -> actions.CodeBuildAction:
        """Steps 3 and 4: the change is saved for the review. Without `code_build_clone_output` the synthesis fails."""
        plain, from_ssm = codebuild.BuildEnvironmentVariableType.PLAINTEXT, codebuild.BuildEnvironmentVariableType
        return actions.CodeBuildAction(
            action_name="ExtractChange",
            project=self.project,
            input=source,
            run_order=run_order,
            environment_variables={
                "EXECUTION_ID": codebuild.BuildEnvironmentVariable(
                    type=plain, value="#{codepipeline.PipelineExecutionId}"
                ),
                "PIPELINE_NAME": codebuild.BuildEnvironmentVariable(type=plain, value=self._pipeline_name),
                "PIPELINE_SETTINGS": codebuild.BuildEnvironmentVariable(
                    type=from_ssm.PARAMETER_STORE, value=f"/deployment-review/pipelines/{self._pipeline_name}"
                ),
            },
        )

    def approvals(self, *, run_order: int = 1) -> list[actions.ManualApprovalAction]:
        """Step 10: the approvers decide, one after the other, with the brief at hand."""
        return [
            actions.ManualApprovalAction(action_name=name, timeout=self._approval_timeout, run_order=order)
            for order, name in enumerate(self._approval_actions, run_order)
        ]

    def check(self, built: Sequence[codepipeline.Artifact] = (), *, run_order: int = 1) -> actions.LambdaInvokeAction:
        """What is about to be deployed is held against what was approved, and by whom."""
        arn = ssm.StringParameter.value_for_string_parameter(self, "/deployment-review/gate/check_function")
        return check_action(
            Construct(self, "Check"),
            check_arn=arn,
            pipeline_name=self._pipeline_name,
            inputs=built,
            run_order=run_order,
        )
