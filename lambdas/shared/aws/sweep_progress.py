"""Where the reconciler stopped for want of time: one item beside the records, of no execution and in no index."""

from typing import Any

import boto3

from lambdas.shared.aws.items import from_item, to_item

_KEY = {"execution_id": "reconcile", "item": "PROGRESS"}


class SweepProgress:
    def __init__(self, table_name: str) -> None:
        self._table_name = table_name
        self._client: Any = boto3.client("dynamodb")

    def read(self) -> dict[str, str]:
        """By sweep, the key of whoever had the last turn."""
        found = self._client.get_item(TableName=self._table_name, Key=to_item(_KEY), ConsistentRead=True)
        return dict(from_item(found.get("Item", {})).get("stops", {}))

    def write(self, stops: dict[str, str]) -> None:
        self._client.put_item(TableName=self._table_name, Item=to_item({**_KEY, "stops": stops}))
