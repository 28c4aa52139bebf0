"""Step 4: the change on its record in DynamoDB, its text in S3 where it is too large for an item."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import boto3
from boto3.dynamodb.conditions import Key
from botocore.config import Config
from botocore.exceptions import ClientError

from buildspec.extract_change.baseline import Deployment
from buildspec.extract_change.change import Extraction
from buildspec.extract_change.job import Job
from buildspec.extract_change.update import Update
from lambdas.shared.domain import codec
from lambdas.shared.domain.retention import EXPIRES_ON, EXPIRING, expires_on
from lambdas.shared.domain.times import to_text

_IN_THE_ITEM = 300_000  # bytes, compressed; DynamoDB's limit is 400 KB for the whole item, which the review joins
_DEPLOYMENTS = 50  # how many are looked at where the newest are gone from the repository
_PATIENT = Config(retries={"mode": "standard", "max_attempts": 8}, connect_timeout=10, read_timeout=60)


@dataclass(frozen=True, slots=True)
class Records:
    """What this program may do with the reviews: see what was deployed, and write on its own execution's record."""

    job: Job
    table: Any  # boto3's Table
    objects: Any  # boto3's client of S3

    def deployments(self) -> tuple[Deployment, ...]:
        """What reached production through this pipeline, newest first; baselines declared by an operator included."""
        found = self.table.query(
            IndexName="deployed",
            KeyConditionExpression=Key("deployed_pipeline_name").eq(self.job.pipeline_name),
            ScanIndexForward=False,
            Limit=_DEPLOYMENTS,
        )
        return tuple(
            Deployment(item["commit_id"], item["deployed_at"], is_declared=item["item"] == "BASELINE")
            for item in found["Items"]
            if "commit_id" in item
        )

    def save(self, extraction: Extraction) -> bool:
        """
        Put the change on the record; False where its execution was decided on already: that record stays as it is.

        The text goes to S3 first: an item never points at what is not there yet.
        """
        change = extraction.captured.change
        facts = {
            "status": "CHANGE_CAPTURED",
            "commit_id": change.head,
            "base_commit_id": change.base,
            "baseline_reason": change.baseline_reason.value,
            "commits_total": len(change.commits),
            "files_total": len(change.files),
            "changed_lines_total": change.changed_lines,
            "diff_bytes": extraction.diff.size,
            "diff_sha256": extraction.diff.sha256,
        }
        return self._write({**facts, **self._content(extraction)}, without=("extraction_error",))

    def save_error(self, sentence: str) -> bool:
        """Put on the record why there is no change; False as for `save`."""
        return self._write({"status": "FAILED", "extraction_error": sentence})

    def _content(self, extraction: Extraction) -> dict[str, Any]:
        """The change and its diff, or where they are."""
        change = gzip.compress(codec.canonical(codec.to_data(extraction.captured)), mtime=0)
        diff = extraction.diff.compressed
        if len(change) + len(diff) <= _IN_THE_ITEM:
            return {"change": change, "diff": diff}
        folder = f"changes/{self.job.pipeline_name}/{self.job.execution_id}"
        keys = {"change_key": f"{folder}/change.json.gz", "diff_key": f"{folder}/diff.patch.gz"}
        for key, body in zip(keys.values(), (change, diff), strict=True):
            self.objects.put_object(Bucket=self.job.bucket, Key=key, Body=body, Tagging=EXPIRING)
        return keys

    def _write(self, values: Mapping[str, Any], *, without: tuple[str, ...] = ()) -> bool:
        """
        Set these attributes and those of every record, and take off what an earlier run left in their place.

        A stage that is retried runs under the same execution id and finds the record of its first run.
        """
        update = Update(
            values={**self._always(), **values},
            once=self._once(),
            without=("change", "diff", "change_key", "diff_key", *without),
        )
        key = {"execution_id": self.job.execution_id, "item": "EXECUTION"}
        try:
            self.table.update_item(Key=key, ConditionExpression="attribute_not_exists(decision)", **update.parameters())
        except ClientError as error:
            if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
                return False
            raise
        return True

    def _once(self) -> dict[str, Any]:
        created_at, days = to_text(datetime.now(UTC)), self.job.retention_days
        expiry = {EXPIRES_ON: expires_on(created_at, days=days)} if days else {}
        return {"created_at": created_at, **expiry}

    def _always(self) -> dict[str, Any]:
        return {
            "schema_version": 1,
            "region": self.job.region,
            "account_id": self.job.account_id,
            "pipeline_name": self.job.pipeline_name,
            "repository_name": self.job.repository_name,
            "build_number": self.job.build_number,
        }


def open_records(job: Job) -> Records:
    table = boto3.resource("dynamodb", region_name=job.region, config=_PATIENT).Table(job.table)
    return Records(job, table, boto3.client("s3", region_name=job.region, config=_PATIENT))
