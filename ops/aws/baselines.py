"""What an operator says is in production: the next change is compared with it."""

from typing import Any

import boto3

from lambdas.shared.aws.items import to_item


class Baselines:
    def __init__(self, table_name: str) -> None:
        self._table_name = table_name
        self._client: Any = boto3.client("dynamodb")

    def declare(self, *, pipeline_name: str, commit_id: str, at: str, declared_by: str) -> None:
        """In the index of deployments, where the newest is what is in production."""
        item = {
            "execution_id": f"baseline/{pipeline_name}",
            "item": "BASELINE",
            "deployed_pipeline_name": pipeline_name,
            "deployed_at": at,
            "pipeline_name": pipeline_name,
            "commit_id": commit_id,
            "declared_by": declared_by,
        }
        self._client.put_item(TableName=self._table_name, Item=to_item(item))
