"""The bucket in which Lambda keeps what a function failed on, and we what was replayed of it."""

from collections.abc import Iterator
from typing import Any

import boto3

_GIVEN_UP = "aws/lambda/"
_REPLAYED = "replayed/"


class FailedBucket:
    def __init__(self, bucket: str) -> None:
        self._bucket = bucket
        self._client: Any = boto3.client("s3")

    def objects(self) -> Iterator[tuple[str, bytes]]:
        """Key and content of each that was not replayed yet."""
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=_GIVEN_UP)
        for page in pages:
            for found in page.get("Contents", ()):
                body: Any = self._client.get_object(Bucket=self._bucket, Key=found["Key"])["Body"]
                yield str(found["Key"]), bytes(body.read())

    def set_aside(self, key: str) -> None:
        """It was replayed; it stays to be looked at until the bucket's lifecycle ends it."""
        source = {"Bucket": self._bucket, "Key": key}
        self._client.copy_object(Bucket=self._bucket, Key=f"{_REPLAYED}{key}", CopySource=source)
        self._client.delete_object(Bucket=self._bucket, Key=key)
