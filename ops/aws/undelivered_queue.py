"""The queue of events that EventBridge could not deliver."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import boto3

_HELD_SECONDS = 900  # as long as the slowest function runs; whoever else looks meanwhile sees the others


class UndeliveredQueue:
    def __init__(self, url: str) -> None:
        self._url = url
        self._client: Any = boto3.client("sqs")
        self._taken_out: set[str] = set()

    @contextmanager
    def messages(self) -> Iterator[list[Mapping[str, Any]]]:
        """All there are now; at the end those that were not taken out are there for others again."""
        held = list(self._receive())
        try:
            yield held
        finally:
            for receipt in {message["ReceiptHandle"] for message in held} - self._taken_out:
                self._client.change_message_visibility(QueueUrl=self._url, ReceiptHandle=receipt, VisibilityTimeout=0)

    def take_out(self, receipt: str) -> None:
        self._client.delete_message(QueueUrl=self._url, ReceiptHandle=receipt)
        self._taken_out.add(receipt)

    def _receive(self) -> Iterator[Mapping[str, Any]]:
        while found := self._client.receive_message(
            QueueUrl=self._url,
            MaxNumberOfMessages=10,
            MessageAttributeNames=["All"],
            VisibilityTimeout=_HELD_SECONDS,
        ).get("Messages"):
            yield from found
