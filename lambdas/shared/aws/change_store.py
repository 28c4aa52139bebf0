"""The change and its diff as extraction saved them: in the item, or in S3 when they are too large for one."""

import base64
import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import boto3

from lambdas.shared.domain import codec
from lambdas.shared.domain.change import CapturedChange

_GZIP = 31  # zlib's window size for "gzip, nothing else"
_LARGEST_BYTES = 400_000_000  # what an item may unpack to: extraction stays far below, a bomb does not


class NoChangeError(Exception):
    """The record holds no change: extraction failed, and said why on the record."""


class DamagedChangeError(Exception):
    """What is stored is not what extraction saved."""


@dataclass(frozen=True, slots=True)
class ChangeStore:
    bucket: str

    def read(self, item: Mapping[str, Any]) -> tuple[CapturedChange, str]:
        """
        The change and its unified diff of a main item (attributes as DynamoDB Streams or a read gives them).

        Raises:
            NoChangeError: extraction saved none.
            DamagedChangeError: it does not unpack, or the diff is not the one whose SHA-256 the item has.
            codec.ShapeError: another release wrote it in another shape.
        """
        if "change" not in item and "change_key" not in item:
            raise NoChangeError
        diff = self._unpack(item, "diff")
        if hashlib.sha256(diff).hexdigest() != item.get("diff_sha256"):
            raise DamagedChangeError("The diff is not the one that was saved.")
        captured = codec.from_data(CapturedChange, json.loads(self._unpack(item, "change")))
        return captured, diff.decode("utf-8")

    def _unpack(self, item: Mapping[str, Any], name: str) -> bytes:
        packed = _bytes(item[name]) if name in item else self._read_object(str(item[f"{name}_key"]))
        unpacker = zlib.decompressobj(_GZIP)
        try:
            data = unpacker.decompress(packed, _LARGEST_BYTES)
        except zlib.error as error:
            raise DamagedChangeError(f"The {name} does not unpack.") from error
        if not unpacker.eof:
            raise DamagedChangeError(f"The {name} is cut off or larger than {_LARGEST_BYTES} bytes.")
        return data

    def _read_object(self, key: str) -> bytes:
        body: Any = boto3.client("s3").get_object(Bucket=self.bucket, Key=key)["Body"]
        return bytes(body.read())


def _bytes(value: object) -> bytes:
    """A binary attribute: base64 text in a stream's event, boto3's `Binary` or bytes in a read."""
    return base64.b64decode(value) if isinstance(value, str) else bytes(cast("bytes", value))
