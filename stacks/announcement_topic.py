"""A topic that one role publishes to, by TLS only."""

from collections.abc import Sequence
from typing import cast

from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from constructs import Construct


class AnnouncementTopic(sns.Topic):
    """Encrypted with `key`, else the account's `aws/sns`. The publishers are let in by the topic's own policy."""

    def __init__(
        self, scope: Construct, construct_id: str, *, publishers: Sequence[iam.IRole], key: kms.IKey | None
    ) -> None:
        super().__init__(scope, construct_id, enforce_ssl=True, master_key=key)
        if key is None:
            cast("sns.CfnTopic", self.node.default_child).kms_master_key_id = "alias/aws/sns"
        self.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[iam.ArnPrincipal(role.role_arn) for role in publishers],
                actions=["sns:Publish"],
                resources=[self.topic_arn],
            )
        )
