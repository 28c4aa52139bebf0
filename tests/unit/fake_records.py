"""The table in memory; fakes rather than mocks, so that a test says what is true of a record, not what was called."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from lambdas.shared.aws.record_table import ConflictError
from lambdas.shared.domain.amendment import Writing
from lambdas.shared.domain.record import Record
from lambdas.shared.domain.trail import Entry

_ENTRY = {field.name for field in fields(Entry)} - {"execution_id"}
_UNCHANGED = ("status", "trail_hash", "diff_sha256", "extraction_error")


class FakeRecordTable:
    """Obeys the conditions of `RecordTable.write`: what changed since it was read is not overwritten."""

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}
        self.writings: list[tuple[str, Writing]] = []
        self.before_write: list[Any] = []  # functions that another writer runs just before the next writing

    def read(self, execution_id: str) -> Record:
        return self.records.get(execution_id, Record(execution_id))

    def read_main(self, execution_id: str) -> dict[str, Any]:
        return dict(self.read(execution_id).main)

    def write(self, record: Record, writing: Writing) -> None:
        written = set(writing.main).union(writing.removed, *writing.approvals.values())
        assert not written & _ENTRY, "a role may not write these but in a new entry of the trail"
        if self.before_write:
            self.before_write.pop(0)()
        now = self.read(record.execution_id)
        if any(now.main.get(name) != record.main.get(name) for name in _UNCHANGED):
            raise ConflictError
        main = {name: value for name, value in {**now.main, **writing.main}.items() if name not in writing.removed}
        approvals = {
            id_: {**now.approvals.get(id_, {}), **writing.approvals.get(id_, {})}
            for id_ in {**now.approvals, **writing.approvals}
        }
        self.records[record.execution_id] = Record(record.execution_id, main, approvals, (*now.trail, *writing.entries))
        self.writings.append((record.execution_id, writing))

    def capture(self, execution_id: str, **attributes: Any) -> None:
        """What extraction does: set its attributes and the status, without a trail; not after a decision."""
        facts = {"commit_id": "c" * 40, "base_commit_id": "b" * 40, "diff_sha256": "d" * 64}
        self._extract(execution_id, {**facts, "status": "CHANGE_CAPTURED", **attributes}, without="extraction_error")

    def fail_to_capture(self, execution_id: str, error: str, **attributes: Any) -> None:
        """What extraction does when it can't read the change; what it read before stays, but for the change itself."""
        self._extract(execution_id, {"status": "FAILED", "extraction_error": error, **attributes})

    def _extract(self, execution_id: str, attributes: Mapping[str, Any], *, without: str = "") -> None:
        now = self.read(execution_id)
        if "decision" in now.main:
            return
        main = {
            **now.main,
            "schema_version": 1,
            "pipeline_name": "sorting",
            "region": "eu-west-1",
            "account_id": "111122223333",
            "created_at": now.main.get("created_at", "2026-08-24T06:03:00Z"),
            **attributes,
        }
        main.pop(without, None)
        self.records[execution_id] = Record(execution_id, main, now.approvals, now.trail)

    def deploy(self, execution_id: str, commit_id: str, *, at: str, item: str = "EXECUTION") -> None:
        """Another execution of the pipeline reached production, or an operator declared that a commit is there."""
        main = {
            "pipeline_name": "sorting",
            "created_at": at,
            "commit_id": commit_id,
            "deployed_pipeline_name": "sorting",
            "deployed_at": at,
            "kind": item,
        }
        self.records[execution_id] = Record(execution_id, main)

    def query_index(
        self, index: str, key: tuple[str, str], *, newest_first: bool = False, since: str = "", until: str = ""
    ) -> Iterator[Mapping[str, Any]]:
        name, value = key
        at = "deployed_at" if index == "deployed" else "created_at"
        found = [
            record
            for record in self.records.values()
            if record.main.get(name) == value and since <= record.main[at] <= (until or "9")
        ]
        found.sort(key=lambda record: record.main[at], reverse=newest_first)
        for record in found:
            yield {**record.main, "execution_id": record.execution_id, "item": record.main.get("kind", "EXECUTION")}
