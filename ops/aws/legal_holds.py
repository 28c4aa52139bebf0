"""The documents of a record, kept from expiring."""

from collections.abc import Iterable
from typing import Any

import boto3


class Documents:
    def __init__(self, bucket: str) -> None:
        self._bucket = bucket
        self._client: Any = boto3.client("s3")

    def tag(self, keys: Iterable[str], tag: str) -> None:
        """`tag`: "name=value", the only one that each of them will have."""
        name, _, value = tag.partition("=")
        for key in keys:
            self._client.put_object_tagging(
                Bucket=self._bucket, Key=key, Tagging={"TagSet": [{"Key": name, "Value": value}]}
            )
