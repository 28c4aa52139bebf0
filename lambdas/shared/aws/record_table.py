"""The item collection of one execution: read whole, written all or nothing and only over what was read."""

from collections.abc import Iterator, Mapping
from typing import Any

import boto3
from botocore.exceptions import ClientError

from lambdas.shared.aws.items import from_item, to_item
from lambdas.shared.aws.updates import Update
from lambdas.shared.aws.waiting import PATIENT
from lambdas.shared.domain import codec
from lambdas.shared.domain.amendment import Writing
from lambdas.shared.domain.record import Record
from lambdas.shared.domain.retention import EXPIRES_ON
from lambdas.shared.domain.trail import Entry, entry_of

MAIN = "EXECUTION"

_LARGE = ("change", "diff")  # no decision about a record needs them
# Each write changes one of them, extraction's included.
_UNCHANGED = ("status", "trail_hash", "diff_sha256", "extraction_error")
_INSTANTS = {"by_status": "created_at", "by_pipeline": "created_at", "deployed": "deployed_at"}
_CONFLICTS = {"ConditionalCheckFailed", "TransactionConflict"}


class ConflictError(Exception):
    """The record changed between reading and writing."""


class RecordTable:
    def __init__(self, table_name: str) -> None:
        self._table_name = table_name
        self._client: Any = boto3.client("dynamodb", config=PATIENT)

    def read(self, execution_id: str) -> Record:
        """The record as it is now; without a main item when nothing is known of this execution."""
        main: dict[str, Any] = {}
        approvals: dict[str, Mapping[str, Any]] = {}
        trail: list[Entry] = []
        for item in self._collection(execution_id):
            if item["item"] != MAIN:
                item.pop(EXPIRES_ON, None)
            kind, _, action_execution_id = item.pop("item").partition("#")
            if kind == MAIN:
                main = {name: value for name, value in item.items() if name not in _LARGE}
            elif kind == "APPROVAL":
                approvals[action_execution_id] = _without_key(item)
            elif kind == "TRAIL":
                trail.append(entry_of(item))
        return Record(execution_id, _without_key(main), approvals, tuple(trail))

    def read_main(self, execution_id: str) -> dict[str, Any]:
        """The main item with everything in it: the change, the diff and the review too."""
        return self.read_item(execution_id, MAIN)

    def read_item(self, execution_id: str, item: str) -> dict[str, Any]:
        """One item of the collection, with its key; empty where there is none."""
        key = to_item({"execution_id": execution_id, "item": item})
        found = self._client.get_item(TableName=self._table_name, Key=key, ConsistentRead=True)
        return from_item(found.get("Item", {}))

    def write(self, record: Record, writing: Writing) -> None:
        """
        Write all of it or nothing.

        Raises:
            ConflictError: the record is no longer the one from which `writing` was worked out.
        """
        main = Update(self._table_name, record.execution_id, MAIN).set(writing.main).remove(writing.removed)
        for name in _UNCHANGED:
            main = main.provided(name, record.main.get(name))
        kept = _kept(record, writing)
        approvals = [
            Update(self._table_name, record.execution_id, f"APPROVAL#{id_}").set({**attributes, **kept})
            for id_, attributes in writing.approvals.items()
        ]
        updates = [{"Update": update.request()} for update in (main, *approvals)]
        entries = [self._append(entry, kept) for entry in writing.entries]
        try:
            self._client.transact_write_items(TransactItems=[*updates, *entries])
        except ClientError as error:
            reasons = {reason["Code"] for reason in error.response.get("CancellationReasons", ())}
            if reasons & _CONFLICTS:
                raise ConflictError from error
            raise

    def keep_until(self, execution_id: str, seconds: int | None) -> None:
        """Every item of the record until then (seconds since 1970); None: for ever."""
        for item in [each["item"] for each in self._collection(execution_id)]:
            update = Update(self._table_name, execution_id, item)
            changed = update.remove([EXPIRES_ON]) if seconds is None else update.set({EXPIRES_ON: seconds})
            self._client.update_item(**changed.request())

    def query_index(
        self, index: str, key: tuple[str, str], *, newest_first: bool = False, since: str = "", until: str = ""
    ) -> Iterator[dict[str, Any]]:
        """What an index holds under one partition key, by its sort key: an instant from `since` to `until`."""
        name, value = key
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table_name,
            IndexName=index,
            KeyConditionExpression="#key = :key AND #at BETWEEN :since AND :until",
            ExpressionAttributeNames={"#key": name, "#at": _INSTANTS[index]},
            ExpressionAttributeValues=to_item({":key": value, ":since": since or "0", ":until": until or "9"}),
            ScanIndexForward=not newest_first,
        )
        for page in pages:
            yield from map(from_item, page["Items"])

    def _collection(self, execution_id: str) -> Iterator[dict[str, Any]]:
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table_name,
            KeyConditionExpression="execution_id = :id",
            ExpressionAttributeValues=to_item({":id": execution_id}),
            ConsistentRead=True,
        )
        for page in pages:
            yield from map(from_item, page["Items"])

    def _append(self, entry: Entry, kept: Mapping[str, Any]) -> dict[str, Any]:
        item = to_item({**codec.to_data(entry), "item": entry.item, **kept})
        condition = "attribute_not_exists(execution_id)"
        return {"Put": {"TableName": self._table_name, "Item": item, "ConditionExpression": condition}}


def _kept(record: Record, writing: Writing) -> dict[str, Any]:
    """All items of a record are kept equally long."""
    main = {**record.main, **writing.main}
    return {EXPIRES_ON: main[EXPIRES_ON]} if EXPIRES_ON in main and EXPIRES_ON not in writing.removed else {}


def _without_key(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in {"execution_id", "item"}}
