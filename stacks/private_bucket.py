"""A bucket as all of ours are: private, reached by TLS only, encrypted, emptied by lifecycle."""

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct


class PrivateBucket(s3.Bucket):
    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        retain: bool,
        versioned: bool = False,
        expire_after: Duration | None = None,
        access_logs: s3.IBucket | None = None,
        key: kms.IKey | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.KMS if key else s3.BucketEncryption.S3_MANAGED,
            encryption_key=key,
            bucket_key_enabled=True if key else None,
            enforce_ssl=True,
            minimum_tls_version=1.2,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            versioned=versioned,
            server_access_logs_bucket=access_logs,
            lifecycle_rules=[
                s3.LifecycleRule(
                    abort_incomplete_multipart_upload_after=Duration.days(1),
                    expiration=expire_after,
                    noncurrent_version_expiration=Duration.days(365) if versioned else None,
                )
            ],
            removal_policy=RemovalPolicy.RETAIN if retain else RemovalPolicy.DESTROY,
        )

    def let_expire(self, days: int) -> None:
        """Only what carries the tag: an object on legal hold has another value in its place."""
        self.add_lifecycle_rule(
            tag_filters={"retention": "expires"},
            expiration=Duration.days(days),
            noncurrent_version_expiration=Duration.days(30),
        )
