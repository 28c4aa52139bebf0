"""The record: one item collection per pipeline execution."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from aws_cdk import RemovalPolicy
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

from stacks.encryption import let_read, let_write

PUSHES = "push/*"  # partition keys of who pushed which commit
_ENTRY = ("sequence", "at", "event", "details", "previous_hash", "hash")  # of the trail; no other item has them


class ReviewsTable(Construct):
    """The table, its three questions (`by_status`, `by_pipeline`, `deployed`) and its stream."""

    def __init__(self, scope: Construct, construct_id: str, *, retain: bool, key: kms.IKey | None = None) -> None:
        super().__init__(scope, construct_id)

        self._key = key
        self.table = dynamodb.TableV2(
            self,
            "Table",
            partition_key=_text("execution_id"),
            sort_key=_text("item"),
            global_secondary_indexes=[
                _index("by_status", "status", "created_at", ["commit_id", "pipeline_name", "headline", "risk_level"]),
                _index("by_pipeline", "pipeline_name", "created_at", ["commit_id", "status", "headline", "risk_level"]),
                _index("deployed", "deployed_pipeline_name", "deployed_at", ["commit_id"]),
            ],
            dynamo_stream=dynamodb.StreamViewType.NEW_IMAGE,
            time_to_live_attribute="expires_on",
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            deletion_protection=retain,
            removal_policy=RemovalPolicy.RETAIN if retain else RemovalPolicy.DESTROY,
        )

        if key:
            self._encrypt_with(key)

    @property
    def name(self) -> str:
        return self.table.table_name

    def grant(self, grantee: iam.IGrantable, *operations: str) -> None:
        """Allow operations on items: `grant(function, "GetItem", "UpdateItem")`."""
        actions = [f"dynamodb:{operation}" for operation in operations]
        iam.Grant.add_to_principal(grantee=grantee, actions=actions, resource_arns=[self.table.table_arn])
        let_write(self._key, grantee, through="dynamodb")

    def grant_record(self, grantee: iam.IGrantable) -> None:
        """Allow a record to be read and amended, with an entry of its trail that tells why."""
        self.grant(grantee, "Query")
        self.grant_append(grantee)
        self.grant_amend(grantee)

    def grant_append(self, grantee: iam.IGrantable, *, attributes: Sequence[str] = ()) -> None:
        """Allow items of these attributes and those of the trail to be put: none that reads as a review or approval."""
        allowed = sorted({"execution_id", "item", "expires_on", *_ENTRY, *attributes})
        self._grant_if(grantee, "PutItem", {"ForAllValues:StringEquals": {"dynamodb:Attributes": allowed}})

    def grant_amend(self, grantee: iam.IGrantable) -> None:
        """Allow items to be updated, but for what is told in the trail."""
        self._grant_if(grantee, "UpdateItem", {"ForAllValues:StringNotEquals": {"dynamodb:Attributes": list(_ENTRY)}})

    def grant_update(self, grantee: iam.IGrantable, *, attributes: Sequence[str], partitions: str = "") -> None:
        """
        Allow items to be updated in these attributes only, and nothing of the others to be returned.

        `partitions`: only items whose partition key is like this.
        """
        conditions = {
            "ForAllValues:StringEquals": {"dynamodb:Attributes": sorted(attributes)},
            **({"ForAllValues:StringLike": {"dynamodb:LeadingKeys": [partitions]}} if partitions else {}),
            "StringEqualsIfExists": {"dynamodb:ReturnValues": ["NONE", "UPDATED_NEW", "UPDATED_OLD"]},
        }
        self._grant_if(grantee, "UpdateItem", conditions)

    def grant_read_pushes(self, grantee: iam.IGrantable) -> None:
        """Allow items to be read many at a time, and of these only who pushed which commit."""
        conditions = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": [PUSHES]}}
        self._grant_if(grantee, "BatchGetItem", conditions)

    def grant_query(self, grantee: iam.IGrantable, index: str) -> None:
        """Allow one index to be queried."""
        arn = f"{self.table.table_arn}/index/{index}"
        iam.Grant.add_to_principal(grantee=grantee, actions=["dynamodb:Query"], resource_arns=[arn])
        let_read(self._key, grantee, through="dynamodb")

    def _grant_if(self, grantee: iam.IGrantable, operation: str, conditions: Mapping[str, Any]) -> None:
        statement = iam.PolicyStatement(
            actions=[f"dynamodb:{operation}"], resources=[self.table.table_arn], conditions=conditions
        )
        grantee.grant_principal.add_to_principal_policy(statement)
        let_write(self._key, grantee, through="dynamodb")

    def _encrypt_with(self, key: kms.IKey) -> None:
        """By hand: CDK's own property wants to know the region of the stack, which `cdk deploy` tells it."""
        table = cast("dynamodb.CfnGlobalTable", self.table.node.default_child)
        table.add_property_override("SSESpecification", {"SSEEnabled": True, "SSEType": "KMS"})
        table.add_property_override("Replicas.0.SSESpecification", {"KMSMasterKeyId": key.key_arn})


def _text(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)


def _index(name: str, partition_key: str, sort_key: str, attributes: list[str]) -> dynamodb.GlobalSecondaryIndexPropsV2:
    return dynamodb.GlobalSecondaryIndexPropsV2(
        index_name=name,
        partition_key=_text(partition_key),
        sort_key=_text(sort_key),
        projection_type=dynamodb.ProjectionType.INCLUDE,
        non_key_attributes=attributes,
    )
