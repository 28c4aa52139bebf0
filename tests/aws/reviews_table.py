"""The table as the review stack defines it, in moto."""

from typing import Any

import boto3

TABLE = "reviews"
BUCKET = "reviews-bucket"

_INDEXES = {
    "by_status": ("status", "created_at"),
    "by_pipeline": ("pipeline_name", "created_at"),
    "deployed": ("deployed_pipeline_name", "deployed_at"),
}


def create_table() -> Any:
    """A client of DynamoDB that knows the table."""
    client = boto3.client("dynamodb")
    names = {"execution_id", "item", *(name for pair in _INDEXES.values() for name in pair)}
    client.create_table(
        TableName=TABLE,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=_keys("execution_id", "item"),
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in sorted(names)],
        GlobalSecondaryIndexes=[
            {"IndexName": index, "KeySchema": _keys(*pair), "Projection": {"ProjectionType": "ALL"}}
            for index, pair in _INDEXES.items()
        ],
    )
    return client


def create_bucket() -> Any:
    """A client of S3 that knows the bucket."""
    client = boto3.client("s3")
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    return client


def _keys(partition: str, sort: str) -> list[dict[str, str]]:
    return [{"AttributeName": partition, "KeyType": "HASH"}, {"AttributeName": sort, "KeyType": "RANGE"}]
