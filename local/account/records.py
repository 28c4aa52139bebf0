"""The record of an execution, read from the table (and the bucket, where it is too large for the table)."""

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

from local.account.account import Account

_IN_ATTRIBUTES = ("change", "diff", "review")  # gzip in the item, or in the bucket under `{name}_key`


@dataclass(frozen=True)
class Record:
    """All items of one execution; `main` is empty while nothing has been captured yet."""

    items: tuple[Mapping[str, Any], ...]

    @cached_property
    def main(self) -> Mapping[str, Any]:
        return next((item for item in self.items if item["item"] == "EXECUTION"), {})

    @cached_property
    def approvals(self) -> tuple[Mapping[str, Any], ...]:
        """The oldest first: a rejected stage can be retried under the same execution id."""
        found = (item for item in self.items if item["item"].startswith("APPROVAL#"))
        return tuple(sorted(found, key=lambda item: str(item.get("started_at", ""))))

    @cached_property
    def trail(self) -> tuple[Mapping[str, Any], ...]:
        return tuple(item for item in self.items if item["item"].startswith("TRAIL#"))

    @property
    def status(self) -> str:
        return str(self.main.get("status", ""))

    def is_trail_linked(self) -> bool:
        """Each entry names the hash of the one before."""
        pairs = zip(self.trail, self.trail[1:], strict=False)
        return all(entry["previous_hash"] == before["hash"] for before, entry in pairs)

    def to_data(self) -> dict[str, Any]:
        """For `record.json`: the items as they stand in the table, what is packed in them readable."""
        return {"items": [_readable(item) for item in self.items]}


@dataclass(frozen=True, slots=True)
class Records:
    account: Account
    table: str
    bucket: str

    @classmethod
    def of(cls, account: Account) -> "Records":
        """Where they are, the review stack says."""
        stack = account.client("cloudformation").describe_stacks(StackName="DeploymentReview")["Stacks"][0]
        outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
        return cls(account, outputs["ReviewsTable"], outputs["DocumentsBucket"])

    def find(self, execution_id: str) -> Record:
        pages = (
            self.account.client("dynamodb")
            .get_paginator("query")
            .paginate(
                TableName=self.table,
                KeyConditionExpression="execution_id = :id",
                ExpressionAttributeValues={":id": {"S": execution_id}},
                ConsistentRead=True,
            )
        )
        return Record(tuple(_read_item(item) for page in pages for item in page["Items"]))

    def review(self, record: Record) -> dict[str, Any] | None:
        """`review.json` as the function saved it."""
        packed = self._packed(record.main, "review")
        return None if packed is None else dict(json.loads(gzip.decompress(packed)))

    def report(self, record: Record) -> bytes | None:
        """The full report, an HTML page."""
        key = record.main.get("report_key")
        return None if key is None else self._object(str(key))

    def declare_deployed(self, *, pipeline_name: str, commit_id: str, at: str, declared_by: str) -> None:
        """As `./review baseline --declare` does: the baseline of the next execution."""
        item = {
            "execution_id": f"baseline/{pipeline_name}",
            "item": "BASELINE",
            "deployed_pipeline_name": pipeline_name,
            "deployed_at": at,
            "pipeline_name": pipeline_name,
            "commit_id": commit_id,
            "declared_by": declared_by,
        }
        serialize = TypeSerializer().serialize
        typed = {name: serialize(value) for name, value in item.items()}
        self.account.client("dynamodb").put_item(TableName=self.table, Item=typed)

    def declare_nothing_deployed(self, pipeline_name: str) -> None:
        """An operator's word that nothing of this pipeline is in production: the index of deployments is emptied."""
        dynamodb = self.account.client("dynamodb")
        pages = dynamodb.get_paginator("query").paginate(
            TableName=self.table,
            IndexName="deployed",
            KeyConditionExpression="deployed_pipeline_name = :name",
            ExpressionAttributeValues={":name": {"S": pipeline_name}},
        )
        for found in (item for page in pages for item in page["Items"]):
            key = {name: found[name] for name in ("execution_id", "item")}
            dynamodb.update_item(TableName=self.table, Key=key, UpdateExpression="REMOVE deployed_pipeline_name")

    def _packed(self, item: Mapping[str, Any], name: str) -> bytes | None:
        if name in item:
            return bytes(item[name])
        return self._object(str(item[f"{name}_key"])) if f"{name}_key" in item else None

    def _object(self, key: str) -> bytes:
        return bytes(self.account.client("s3").get_object(Bucket=self.bucket, Key=key)["Body"].read())


class _Reader(TypeDeserializer):
    """Binaries as bytes, numbers as int or float, for JSON and for pages."""

    def _deserialize_b(self, value: bytes) -> bytes:
        return value

    def _deserialize_n(self, value: str) -> int | float:
        return int(value) if value.lstrip("-").isdigit() else float(value)


def _read_item(item: Mapping[str, Any]) -> dict[str, Any]:
    deserialize = _Reader().deserialize
    return {name: deserialize(value) for name, value in item.items()}


def flat(details: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Name and value of each detail of an entry of the trail, however deep."""
    for name, value in sorted(details.items()):
        if isinstance(value, Mapping):
            yield from flat(value)
        else:
            yield name, value


def _readable(item: Mapping[str, Any]) -> dict[str, Any]:
    """Packed attributes unpacked: JSON as JSON, the diff as text."""
    return {name: _unpacked(name, value) if isinstance(value, bytes) else value for name, value in item.items()}


def _unpacked(name: str, value: bytes) -> Any:
    text = gzip.decompress(value).decode("utf-8", "replace")
    return text if name == "diff" else json.loads(text)
