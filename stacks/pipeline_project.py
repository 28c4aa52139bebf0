"""A CodeBuild project of a pipeline: its role can do what is listed here and what is granted at the joint."""

from collections.abc import Mapping, Sequence

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3_assets as s3_assets
from constructs import Construct

from stacks.acknowledge import acknowledge
from stacks.artifact_bucket import ArtifactBucket
from stacks.buildspecs import buildspec
from stacks.log_retention import keep_days


class PipelineProject(Construct):
    """
    Runs one of the files in buildspec/.

    The role is closed to CDK's own grants, which open the whole artifact bucket: with those, the team's build could
    exchange the source that is deployed after the approval. It reads and writes the artifacts it is given, by name.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        file: str,
        description: str,
        artifacts: ArtifactBucket,
        reads: Sequence[str],
        writes: Sequence[str] = (),
        log_retention_days: int,
        timeout: Duration,
        environment: Mapping[str, str],
    ) -> None:
        super().__init__(scope, construct_id)

        self.role = iam.Role(
            self, "Role", assumed_by=iam.ServicePrincipal("codebuild.amazonaws.com"), description=description
        )
        artifacts.grant_artifacts(self.role, reads=reads, writes=writes)
        log_group = logs.LogGroup(self, "Logs", removal_policy=RemovalPolicy.DESTROY)
        keep_days(log_group, log_retention_days)
        log_group.grant_write(self.role)
        self.project = codebuild.PipelineProject(
            self,
            "Project",
            description=description,
            build_spec=buildspec(file),
            environment=codebuild.BuildEnvironment(
                build_image=codebuild.LinuxBuildImage.AMAZON_LINUX_2023_5,  # Arm is not in every region
                compute_type=codebuild.ComputeType.SMALL,
            ),
            environment_variables={
                name: codebuild.BuildEnvironmentVariable(value=value) for name, value in environment.items()
            },
            grant_report_group_permissions=False,
            logging=codebuild.LoggingOptions(cloud_watch=codebuild.CloudWatchLoggingOptions(log_group=log_group)),
            role=self.role.without_policy_updates(),
            timeout=timeout,
        )
        acknowledge(
            self.project,
            "AwsSolutions-CB4",
            "What this project writes is encrypted with the account's aws/s3 key, lives 30 days in the pipeline's own "
            "bucket, and holds nothing that the repository does not.",
        )

    def grant_asset(self, asset: s3_assets.Asset) -> None:
        """Read this one asset, not the whole bucket of assets."""
        arn = asset.bucket.arn_for_objects(asset.s3_object_key)
        iam.Grant.add_to_principal(grantee=self.role, actions=["s3:GetObject"], resource_arns=[arn])
