"""What the actions of a pipeline hand on to each other."""

from collections.abc import Sequence

from aws_cdk import Duration
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

from stacks.acknowledge import acknowledge, acknowledge_resources
from stacks.encryption import let_read, let_write
from stacks.private_bucket import PrivateBucket


class ArtifactBucket(PrivateBucket):
    def __init__(self, scope: Construct, construct_id: str, *, key: kms.IKey | None = None) -> None:
        super().__init__(scope, construct_id, retain=False, expire_after=Duration.days(30), key=key)
        acknowledge(
            self,
            "AwsSolutions-S1",
            "Artifacts are written and read by the actions of this one pipeline, are deleted after 30 days, and can be "
            "made again from the commit; the records that must be kept are in the review stack, with access logs.",
        )

    def grant_artifacts(self, role: iam.Role, *, reads: Sequence[str], writes: Sequence[str]) -> None:
        """
        Open the artifacts of these names to a CodeBuild project.

        CodePipeline's keys are `{pipeline}/{artifact}/{random}`, with the names cut to 20 and 10 letters.
        """
        self._grant(role, ["s3:GetBucketAcl", "s3:GetBucketLocation"], [self.bucket_arn])
        for artifact in reads:
            self._grant_objects(role, ["s3:GetObject", "s3:GetObjectVersion"], artifact)
        for artifact in writes:
            self._grant_objects(role, ["s3:PutObject"], artifact)
        let_read(self.encryption_key, role, through="s3")
        if writes:
            let_write(self.encryption_key, role, through="s3")

    def let_read(self, roles: Sequence[iam.IRole], *, artifact: str) -> None:
        """Open the artifact by the bucket's own policy: the roles belong to a stack that does not know this bucket."""
        self.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[iam.ArnPrincipal(role.role_arn) for role in roles],
                actions=["s3:GetObject"],
                resources=[self._keys_of(artifact)],
            )
        )

    def acknowledge_pipeline(self, role: iam.IRole) -> None:
        """CodePipeline's own role has what CDK gives it: this whole bucket."""
        fact = "CDK writes these for CodePipeline, on this bucket, which holds the artifacts of this one pipeline."
        for action in ("Abort*", "DeleteObject*", "GetBucket*", "GetObject*", "List*"):
            acknowledge(role, f"AwsSolutions-IAM5[Action::s3:{action}]", fact)
        for action in ("GenerateDataKey*", "ReEncrypt*") if self.encryption_key else ():
            own = "CDK writes these for CodePipeline, on the one key of this product."
            acknowledge(role, f"AwsSolutions-IAM5[Action::kms:{action}]", own)
        acknowledge_resources(role, self.arn_for_objects("*"), fact)

    def _grant_objects(self, role: iam.Role, actions: list[str], artifact: str) -> None:
        objects = self._keys_of(artifact)
        self._grant(role, actions, [objects])
        fact = f"CodePipeline ends the key of each {artifact} with letters of its own making."
        acknowledge_resources(role, objects, fact)

    def _keys_of(self, artifact: str) -> str:
        return self.arn_for_objects(f"*/{artifact[:10]}*")

    def _grant(self, role: iam.Role, actions: list[str], resources: list[str]) -> None:
        iam.Grant.add_to_principal(grantee=role, actions=actions, resource_arns=resources)
