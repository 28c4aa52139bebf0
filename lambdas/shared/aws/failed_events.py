"""What functions failed on for good, kept by Lambda until an operator replays it."""

from typing import Any

import boto3

_PREFIX = "aws/lambda/"  # what was replayed lies elsewhere


class FailedEvents:
    def __init__(self, bucket: str) -> None:
        self._bucket = bucket
        self._client: Any = boto3.client("s3")

    def count(self) -> int:
        """How many wait; a thousand stands for more."""
        return int(self._client.list_objects_v2(Bucket=self._bucket, Prefix=_PREFIX)["KeyCount"])
