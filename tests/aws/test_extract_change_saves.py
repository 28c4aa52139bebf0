"""Step 4 against DynamoDB and S3: what is on the record, and what a second run may change of it."""

import gzip
import hashlib
import json
from datetime import datetime, timedelta

import boto3
import pytest
from moto import mock_aws

from buildspec.extract_change.__main__ import main
from lambdas.shared.domain import codec
from lambdas.shared.domain.change import BaselineReason, CapturedChange
from tests.unit.scratch_repository import ScratchRepository

_KEY = {"execution_id": "e-1", "item": "EXECUTION"}
_REGION = "eu-west-1"
_NOISE = "".join(hashlib.sha512(b"%d" % number).hexdigest() + "\n" for number in range(9_000))  # does not compress


@pytest.fixture
def aws(monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.setenv(name, "test")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with mock_aws():
        yield


@pytest.fixture
def table(aws):
    keys = ("execution_id", "item", "deployed_pipeline_name", "deployed_at")
    return boto3.resource("dynamodb", region_name=_REGION).create_table(
        TableName="reviews",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in keys],
        KeySchema=_schema("execution_id", "item"),
        GlobalSecondaryIndexes=[
            {
                "IndexName": "deployed",
                "KeySchema": _schema("deployed_pipeline_name", "deployed_at"),
                "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["commit_id"]},
            }
        ],
    )


def _schema(partition, sort):
    return [{"AttributeName": partition, "KeyType": "HASH"}, {"AttributeName": sort, "KeyType": "RANGE"}]


@pytest.fixture
def bucket(aws):
    client = boto3.client("s3", region_name=_REGION)
    client.create_bucket(Bucket="bucket", CreateBucketConfiguration={"LocationConstraint": _REGION})
    return client


@pytest.fixture
def repository(tmp_path):
    return ScratchRepository(tmp_path / "repository")


@pytest.fixture
def run(monkeypatch, repository, table, bucket):
    environment = {
        "EXECUTION_ID": "e-1",
        "PIPELINE_NAME": "sorting",
        "REPOSITORY_NAME": "sorting-code",
        "REVIEWS_TABLE": "reviews",
        "REVIEWS_BUCKET": "bucket",
        "AWS_REGION": _REGION,
        "CODEBUILD_BUILD_NUMBER": "7",
        "CODEBUILD_BUILD_ARN": f"arn:aws:codebuild:{_REGION}:111122223333:build/x:1",
        "CODEBUILD_SRC_DIR": str(repository.folder),
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return main


def _item(table):
    return table.get_item(Key=_KEY)["Item"]


def _captured(packed):
    return codec.from_data(CapturedChange, json.loads(gzip.decompress(bytes(packed))))


def test_a_change_is_on_the_record_with_every_attribute(run, repository, table):
    base = repository.commit({"a.py": "1\n"})
    head = repository.commit({"a.py": "2\n3\n"}, parents=[base])

    status = run()

    item = _item(table)
    diff = gzip.decompress(bytes(item.pop("diff")))
    captured = _captured(item.pop("change"))
    assert status == 0
    assert b"-1\n+2\n+3\n" in diff
    assert (captured.change.base, captured.change.head) == (base, head)
    assert item.pop("created_at").endswith("Z")
    assert item == {
        **_KEY,
        "schema_version": 1,
        "region": _REGION,
        "account_id": "111122223333",
        "pipeline_name": "sorting",
        "repository_name": "sorting-code",
        "build_number": 7,
        "status": "CHANGE_CAPTURED",
        "commit_id": head,
        "base_commit_id": base,
        "baseline_reason": "parent",
        "commits_total": 1,
        "files_total": 1,
        "changed_lines_total": 3,
        "diff_bytes": len(diff),
        "diff_sha256": hashlib.sha256(diff).hexdigest(),
    }


def test_a_large_change_is_in_s3_and_the_item_says_where(run, repository, table, bucket):
    repository.commit({"data.txt": _NOISE})

    run()

    item = _item(table)
    folder = "changes/sorting/e-1"
    assert (item["change_key"], item["diff_key"]) == (f"{folder}/change.json.gz", f"{folder}/diff.patch.gz")
    assert not {"change", "diff"} & set(item)
    diff = gzip.decompress(bucket.get_object(Bucket="bucket", Key=item["diff_key"])["Body"].read())
    assert hashlib.sha256(diff).hexdigest() == item["diff_sha256"]
    captured = _captured(bucket.get_object(Bucket="bucket", Key=item["change_key"])["Body"].read())
    assert captured.change.changed_lines == 9_000


def test_the_newest_deployment_of_this_pipeline_is_the_baseline(run, repository, table):
    commits = [repository.commit({"a": "0\n"})]
    for number in range(1, 4):
        commits.append(repository.commit({"a": f"{number}\n"}, parents=[commits[-1]]))
    for number, (pipeline, commit) in enumerate(
        [("sorting", commits[0]), ("sorting", commits[1]), ("other", commits[2])]
    ):
        table.put_item(Item=_deployed(f"old-{number}", pipeline, commit, f"2026-10-0{number + 1}T00:00:00Z"))

    run()

    change = _captured(_item(table)["change"]).change
    assert (change.base, change.baseline_reason) == (commits[1], BaselineReason.LAST_DEPLOYED)


def test_a_declared_baseline_is_the_baseline_when_it_is_the_newest(run, repository, table):
    first = repository.commit({"a": "0\n"})
    second = repository.commit({"a": "1\n"}, parents=[first])
    repository.commit({"a": "2\n"}, parents=[second])
    table.put_item(Item=_deployed("old", "sorting", second, "2026-10-01T00:00:00Z"))
    declared = _deployed("baseline/sorting", "sorting", first, "2026-10-02T00:00:00Z")
    table.put_item(Item=declared | {"item": "BASELINE"})

    run()

    change = _captured(_item(table)["change"]).change
    assert change.base == first
    assert "which an operator declared to be in production" in change.baseline_text


def _deployed(execution_id, pipeline, commit_id, at):
    return {
        "execution_id": execution_id,
        "item": "EXECUTION",
        "deployed_pipeline_name": pipeline,
        "deployed_at": at,
        "commit_id": commit_id,
    }


def test_a_retried_stage_replaces_the_change_and_keeps_the_rest(run, repository, table):
    repository.commit({"a": "1\n"})
    table.put_item(
        Item={
            **_KEY,
            "created_at": "2026-01-01T00:00:00Z",
            "status": "FAILED",
            "extraction_error": "The disk was full.",
            "change_key": "old",
            "diff_key": "old",
            "review_digest": "kept",
        }
    )

    run()

    item = _item(table)
    assert (item["status"], item["created_at"], item["review_digest"]) == (
        "CHANGE_CAPTURED",
        "2026-01-01T00:00:00Z",
        "kept",
    )
    assert not {"extraction_error", "change_key", "diff_key"} & set(item)
    assert {"change", "diff"} <= set(item)


@pytest.mark.parametrize("has_commits", [True, False])
def test_a_decided_execution_is_not_touched(run, repository, table, has_commits):
    if has_commits:
        repository.commit({"a": "1\n"})
    decided = {**_KEY, "status": "REJECTED", "decision": "REJECTED", "change": b"as it was"}
    table.put_item(Item=decided)

    run()

    assert _item(table) == decided


def test_a_failed_extraction_is_on_the_record_with_its_reason(run, repository, table, capsys):
    status = run()

    item = _item(table)
    assert status == 1
    assert item["status"] == "FAILED"
    assert item["extraction_error"] == "The change could not be extracted. The repository has no commit yet."
    assert item["pipeline_name"] == "sorting"
    assert not {"change", "diff", "change_key", "diff_key"} & set(item)
    assert capsys.readouterr().err == item["extraction_error"] + "\n"


def test_a_refusal_of_aws_is_one_sentence(run, repository, table, capsys):
    repository.commit({"a": "1\n"})
    table.delete()

    status = run()

    assert status == 1
    assert capsys.readouterr().err == (
        "The change could not be saved: AWS answered ResourceNotFoundException to Query.\n"
    )


def test_a_bucket_that_is_gone_leaves_no_half_record(run, repository, table, bucket, capsys):
    repository.commit({"data.txt": _NOISE})
    bucket.delete_bucket(Bucket="bucket")

    status = run()

    assert status == 1
    assert "Item" not in table.get_item(Key=_KEY)
    assert capsys.readouterr().err == "The change could not be saved: AWS answered NoSuchBucket to PutObject.\n"


def test_with_a_retention_the_record_expires_that_many_days_after_it_was_made_and_a_retry_changes_nothing(
    run, repository, table, monkeypatch
):
    monkeypatch.setenv("RECORD_RETENTION_DAYS", "400")
    repository.commit({"a.py": "1\n"})

    run()
    first = _item(table)
    run()

    created_at = datetime.fromisoformat(first["created_at"])
    assert first["expires_on"] == int((created_at + timedelta(days=400)).timestamp())
    assert _item(table)["expires_on"] == first["expires_on"]
