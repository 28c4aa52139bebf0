"""Where reviews live: the table, and the bucket for what is too large for an item."""

from dataclasses import dataclass

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from constructs import IConstruct

from stacks.acknowledge import acknowledge_resources
from stacks.encryption import let_read, let_write
from stacks.private_bucket import PrivateBucket
from stacks.reviews_table import ReviewsTable

Grantee = iam.IRole | iam.ManagedPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewStore:
    table: ReviewsTable
    bucket: PrivateBucket
    retention_days: int = 0  # 0: for ever

    @property
    def environment(self) -> dict[str, str]:
        return {"REVIEWS_TABLE": self.table.name, "REVIEWS_BUCKET": self.bucket.bucket_name}

    def grant_get(self, role: Grantee, prefix: str) -> None:
        """Read objects under `prefix` ("changes/")."""
        self._grant(role, "s3:GetObject", prefix)
        let_read(self.bucket.encryption_key, role, through="s3")

    def grant_put(self, role: Grantee, prefix: str) -> None:
        """Write objects under `prefix`, with the tag that lets them expire; the bucket keeps every earlier version."""
        self._grant(role, "s3:PutObject", prefix)
        self._grant(role, "s3:PutObjectTagging", prefix)
        let_write(self.bucket.encryption_key, role, through="s3")

    def _grant(self, role: Grantee, action: str, prefix: str) -> None:
        objects = f"{self._arn_for(role)}/{prefix}*"
        iam.Grant.add_to_principal(grantee=role, actions=[action], resource_arns=[objects])
        fact = (
            f"The keys under {prefix} are made of the execution's id, which does not exist before the execution does."
        )
        acknowledge_resources(role, objects, fact)

    def _arn_for(self, construct: IConstruct) -> str:
        """The bucket's ARN as the stack of `construct` must write it."""
        own = Stack.of(self.bucket)
        if Stack.of(construct) == own:
            return self.bucket.bucket_arn
        return str(own.export_value(self.bucket.bucket_arn))
