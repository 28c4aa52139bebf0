"""The change and its diff as extraction saved them: in the item, or in S3 when they are too large for one."""

import base64
import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, cast

import boto3

from lambdas.shared.aws.unpacking import UnpackError, Unpacking
from lambdas.shared.aws.waiting import PATIENT
from lambdas.shared.domain import codec
from lambdas.shared.domain.change import CapturedChange
from lambdas.shared.domain.diff import DiffError, FileDiff, read_diff

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

    def read_files(self, item: Mapping[str, Any]) -> tuple[CapturedChange, tuple[FileDiff, ...]]:
        """
        The same with the diff as its files, read one after the other: a diff of 200 MB is never in memory as one text.

        Raises:
            NoChangeError, DamagedChangeError, codec.ShapeError: as for `read`.
        """
        if "change" not in item and "change_key" not in item:
            raise NoChangeError
        packed = BytesIO(_bytes(item["diff"])) if "diff" in item else self._open(str(item["diff_key"]))
        stream = Unpacking(packed.read, largest=_LARGEST_BYTES)
        try:
            files = tuple(read_diff(stream.read))
        except (UnpackError, DiffError) as error:
            raise DamagedChangeError("The diff does not unpack, or is none.") from error
        if stream.sha256.hexdigest() != item.get("diff_sha256"):
            raise DamagedChangeError("The diff is not the one that was saved.")
        return codec.from_data(CapturedChange, json.loads(self._unpack(item, "change"))), files

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
        return bytes(self._open(key).read())

    def _open(self, key: str) -> Any:  # noqa: ANN401 -- botocore's stream has no type
        return boto3.client("s3", config=PATIENT).get_object(Bucket=self.bucket, Key=key)["Body"]


def _bytes(value: object) -> bytes:
    """A binary attribute: base64 text in a stream's event, boto3's `Binary` or bytes in a read."""
    return base64.b64decode(value) if isinstance(value, str) else bytes(cast("bytes", value))
