"""Who pushed which commit: items beside the records, of no execution and in no index."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import boto3

from lambdas.shared.aws.items import from_item, to_item
from lambdas.shared.aws.waiting import HASTY, PATIENT
from lambdas.shared.domain.pushes import RepositoryPush
from lambdas.shared.domain.segregation import Push

_AT_ONCE = 100  # keys, of BatchGetItem
_PAUSES_SECONDS = (0.1, 0.5, 2, 5)  # before what DynamoDB left out is asked for again
_HASTY_PAUSES_SECONDS = (0.1, 0.5)


class UnreadPushesError(Exception):
    """DynamoDB left keys out each time it was asked."""


class PushTable:
    """`is_hasty`: for a reader who is better off without an answer than late."""

    def __init__(self, table_name: str, *, is_hasty: bool = False, sleep: Callable[[float], None] = time.sleep) -> None:
        self._table_name = table_name
        self._client: Any = boto3.client("dynamodb", config=HASTY if is_hasty else PATIENT)
        self._pauses = _HASTY_PAUSES_SECONDS if is_hasty else _PAUSES_SECONDS
        self._sleep = sleep

    def add(self, told: RepositoryPush, *, expires_on: int) -> None:
        """Several people may have brought one commit: to a branch of their own, and to the one that is deployed."""
        self._client.update_item(
            TableName=self._table_name,
            Key=_key(told.repository_name, told.push.commit_id),
            UpdateExpression="SET #at = if_not_exists(#at, :at), #expires = :expires ADD #by :by",
            ExpressionAttributeNames={"#at": "pushed_at", "#expires": "expires_on", "#by": "pushed_by"},
            ExpressionAttributeValues=to_item({":at": told.at, ":expires": expires_on, ":by": {told.push.pushed_by}}),
        )

    def read(self, repository_name: str, commit_ids: Sequence[str]) -> tuple[Push, ...]:
        """
        What is known of these commits; of one that came below another's head, nothing.

        Raises:
            UnreadPushesError: see there.
        """
        keys = [_key(repository_name, commit_id) for commit_id in commit_ids]
        batches = (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))
        items = (from_item(item) for batch in batches for item in self._read_batch(batch))
        return tuple(Push(item["item"], by) for item in items for by in sorted(item.get("pushed_by", ())))

    def _read_batch(self, keys: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for pause in (*self._pauses, None):
            wanted = {self._table_name: {"Keys": keys, "ConsistentRead": True}}
            answer = self._client.batch_get_item(RequestItems=wanted)
            yield from answer["Responses"].get(self._table_name, ())
            keys = answer.get("UnprocessedKeys", {}).get(self._table_name, {}).get("Keys", [])
            if not keys:
                return
            if pause is not None:
                self._sleep(pause)
        raise UnreadPushesError


def _key(repository_name: str, commit_id: str) -> dict[str, Any]:
    return to_item({"execution_id": f"push/{repository_name}", "item": commit_id})
