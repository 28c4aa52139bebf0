"""The whole review, as JSON: in the main item, or in S3 when it is too large for one."""

import gzip
import json
import zlib
from typing import Any

import boto3

from lambdas.shared.aws.waiting import PATIENT
from lambdas.shared.domain import codec
from lambdas.shared.domain.record import Attributes
from lambdas.shared.domain.retention import EXPIRING
from lambdas.shared.domain.review import Review, TamperedReviewError, read_review

_LARGEST_IN_ITEM = 60_000  # bytes; the change and the diff may take 300 KB of the item's 400
_LARGEST_BYTES = 100_000_000  # what may be unpacked
_GZIP = 31  # zlib's window size for "gzip, nothing else"


class ReviewStore:
    def __init__(self, bucket: str) -> None:
        self._bucket = bucket

    def save(self, review: Review, *, pipeline_name: str, execution_id: str) -> Attributes:
        """The attributes of the main item that hold the review. Objects are never overwritten: each has its digest."""
        data = review.to_data()
        packed = gzip.compress(codec.canonical(data), mtime=0)
        if len(packed) <= _LARGEST_IN_ITEM:
            return {"review": packed, "review_digest": data["digest"]}
        key = f"reviews/{pipeline_name}/{execution_id}/{data['digest']}.json.gz"
        s3: Any = boto3.client("s3", config=PATIENT)
        kind = "application/gzip"
        s3.put_object(Bucket=self._bucket, Key=key, Body=packed, ContentType=kind, Tagging=EXPIRING)
        return {"review_key": key, "review_digest": data["digest"]}

    def read(self, main: Attributes) -> Review:
        """
        The review of a main item.

        Raises:
            TamperedReviewError: it is not the one whose digest the record has.
            codec.ShapeError: another release wrote it in another shape.
        """
        packed = self._read_object(main["review_key"]) if "review_key" in main else bytes(main["review"])
        try:
            data = json.loads(zlib.decompressobj(_GZIP).decompress(packed, _LARGEST_BYTES))
        except (zlib.error, ValueError) as error:
            raise TamperedReviewError from error
        if not isinstance(data, dict) or data.get("digest") != main["review_digest"]:
            raise TamperedReviewError
        return read_review(data)

    def _read_object(self, key: str) -> bytes:
        s3: Any = boto3.client("s3", config=PATIENT)
        return bytes(s3.get_object(Bucket=self._bucket, Key=key)["Body"].read())
