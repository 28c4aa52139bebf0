"""The change is read from the item or from S3, and only if it is what extraction saved."""

import base64
import gzip
import hashlib
import json

import boto3
import pytest
from moto import mock_aws

from lambdas.shared.aws.change_store import ChangeStore, DamagedChangeError, NoChangeError
from lambdas.shared.domain import codec
from lambdas.shared.domain.change import BaselineReason, CapturedChange, Change
from lambdas.shared.domain.diff import parse_diff

_BUCKET = "reviews"
_DIFF = "diff --git a/größe.py b/größe.py\n"
_CAPTURED = CapturedChange(Change("0" * 40, "1" * 40, BaselineReason.PARENT, "Its parent.", (), ()))


def _item(diff=_DIFF):
    data = diff.encode()
    return {
        "diff_sha256": hashlib.sha256(data).hexdigest(),
        "diff": gzip.compress(data),
        "change": gzip.compress(json.dumps(codec.to_data(_CAPTURED)).encode()),
    }


def test_a_change_in_the_item_needs_no_other_service():
    assert ChangeStore(_BUCKET).read(_item()) == (_CAPTURED, _DIFF)


def test_binary_attributes_of_a_stream_event_are_base64():
    item = _item()
    item = {**item, **{name: base64.b64encode(item[name]).decode() for name in ("diff", "change")}}

    assert ChangeStore(_BUCKET).read(item) == (_CAPTURED, _DIFF)


@mock_aws
def test_a_large_change_is_read_from_s3():
    item = _item()
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket=_BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    for name in ("diff", "change"):
        s3.put_object(Bucket=_BUCKET, Key=f"changes/{name}.gz", Body=item.pop(name))
        item[f"{name}_key"] = f"changes/{name}.gz"

    assert ChangeStore(_BUCKET).read(item) == (_CAPTURED, _DIFF)


def test_a_record_without_a_change_is_told_from_an_empty_change():
    with pytest.raises(NoChangeError):
        ChangeStore(_BUCKET).read({"extraction_error": "The repository is corrupt."})

    assert ChangeStore(_BUCKET).read(_item(diff=""))[1] == ""


@pytest.mark.parametrize(
    "spoil",
    [
        lambda item: item.update(diff=gzip.compress(b"another diff")),
        lambda item: item.update(diff=item["diff"][:-9]),
        lambda item: item.update(diff=b"no gzip"),
        lambda item: item.pop("diff_sha256"),
    ],
)
def test_a_damaged_diff_is_never_reviewed(spoil):
    item = _item()
    spoil(item)

    with pytest.raises(DamagedChangeError):
        ChangeStore(_BUCKET).read(item)


def test_a_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr("lambdas.shared.aws.change_store._LARGEST_BYTES", 1_000)

    with pytest.raises(DamagedChangeError, match="larger than 1000 bytes"):
        ChangeStore(_BUCKET).read(_item(diff="x" * 10_000))


_FILES_DIFF = "diff --git a/größe.py b/größe.py\n--- a/größe.py\n+++ b/größe.py\n@@ -1 +1 @@\n-1\n+2 🐍\n"


def test_a_diff_is_read_file_by_file():
    assert ChangeStore(_BUCKET).read_files(_item(_FILES_DIFF)) == (_CAPTURED, parse_diff(_FILES_DIFF))
    assert ChangeStore(_BUCKET).read_files(_item(""))[1] == ()


@mock_aws
def test_a_large_diff_is_read_from_s3_file_by_file():
    item = _item(_FILES_DIFF)
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket=_BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    for name in ("diff", "change"):
        s3.put_object(Bucket=_BUCKET, Key=f"changes/{name}.gz", Body=item.pop(name))
        item[f"{name}_key"] = f"changes/{name}.gz"

    assert ChangeStore(_BUCKET).read_files(item) == (_CAPTURED, parse_diff(_FILES_DIFF))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda item: item.update(diff=gzip.compress(_FILES_DIFF.replace("2", "3").encode())),
        lambda item: item.update(diff=gzip.compress(b"no diff")),
        lambda item: item.update(diff=item["diff"][:-9]),
        lambda item: item.update(diff=b"no gzip"),
        lambda item: item.pop("diff_sha256"),
    ],
)
def test_a_damaged_diff_is_never_reviewed_file_by_file(spoil):
    item = _item(_FILES_DIFF)
    spoil(item)

    with pytest.raises(DamagedChangeError):
        ChangeStore(_BUCKET).read_files(item)


def test_a_bomb_is_not_unpacked_file_by_file(monkeypatch):
    monkeypatch.setattr("lambdas.shared.aws.change_store._LARGEST_BYTES", 100)

    with pytest.raises(DamagedChangeError):
        ChangeStore(_BUCKET).read_files(_item(_FILES_DIFF))


def test_a_record_without_a_change_has_no_files():
    with pytest.raises(NoChangeError):
        ChangeStore(_BUCKET).read_files({"extraction_error": "The repository is corrupt."})
