"""Reviews that an operator asked for after the first: items of their own, which are written once."""

from collections.abc import Mapping
from typing import Any

import boto3

from lambdas.shared.aws.items import to_item


class RerunTable:
    def __init__(self, table_name: str) -> None:
        self._table_name = table_name
        self._client: Any = boto3.client("dynamodb")

    def put(self, item: Mapping[str, Any]) -> None:
        """Only if there is none of this name yet: a review that was written stays as it is."""
        self._client.put_item(
            TableName=self._table_name,
            Item=to_item(item),
            ConditionExpression="attribute_not_exists(execution_id)",
        )
