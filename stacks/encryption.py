"""
With whose keys records and announcements are encrypted: AWS's, or one of the account's own.

AWS's need no permission. One's own can be disabled, and each use of it is in CloudTrail. Whoever may read or write the
records may use it, through the service that stores them.
"""

from typing import Literal

from aws_cdk import RemovalPolicy, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

_READ = ("kms:Decrypt",)
_WRITE = (
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
)

_PUBLISH = ("kms:Decrypt", "kms:GenerateDataKey")  # https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html

Service = Literal["dynamodb", "s3", "sns"]


def customer_managed_key(scope: Construct, *, retain: bool) -> kms.Key:
    return kms.Key(
        scope,
        "Key",
        description="Deployment Review: the records of deployments",
        enable_key_rotation=True,
        removal_policy=RemovalPolicy.RETAIN if retain else RemovalPolicy.DESTROY,
    )


def let_read(key: kms.IKey | None, grantee: iam.IGrantable, *, through: Service) -> None:
    _let_use(key, grantee, _READ, through)


def let_write(key: kms.IKey | None, grantee: iam.IGrantable, *, through: Service) -> None:
    _let_use(key, grantee, _WRITE, through)


def let_publish(key: kms.IKey | None, grantee: iam.IGrantable) -> None:
    """To topics that are encrypted with it. SNS decrypts what it delivers: subscribers need no key."""
    _let_use(key, grantee, _PUBLISH, "sns")


def _let_use(key: kms.IKey | None, grantee: iam.IGrantable, actions: tuple[str, ...], through: Service) -> None:
    if key is None:
        return
    stack = Stack.of(key)
    via = f"{through}.{stack.region}.{stack.url_suffix}"
    grantee.grant_principal.add_to_principal_policy(
        iam.PolicyStatement(
            actions=list(actions),
            resources=[key.key_arn],
            conditions={"StringEquals": {"kms:ViaService": via}},
        )
    )
