"""Which executions there are: found through the table's indexes, never by reading all of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Protocol, TypeVar

from lambdas.shared.domain.record import Record
from lambdas.shared.domain.status import OPEN, Status
from ops.errors import OperatorError
from ops.period import Period

T = TypeVar("T")

_WHOLE_ID = 36  # characters
_SIDE_BY_SIDE = 8
_STATUSES = (*OPEN, *(status for status in Status if not status.is_open), *OPEN)  # one may move while they are read


class Records(Protocol):
    def read(self, execution_id: str) -> Record: ...

    def query_index(
        self, index: str, key: tuple[str, str], *, newest_first: bool = False, since: str = "", until: str = ""
    ) -> Iterator[Mapping[str, Any]]: ...


@dataclass(frozen=True, slots=True)
class Row:
    """What the indexes tell of one execution."""

    execution_id: str
    pipeline_name: str
    created_at: str
    status: str
    commit_id: str | None = None
    risk_level: str | None = None
    headline: str | None = None


@dataclass(frozen=True, slots=True)
class Executions:
    records: Records
    pipeline_names: Callable[[], Iterable[str]]  # under review
    left_out: list[str] = field(default_factory=list)  # execution ids of records that no function wrote like this

    def of_pipeline(self, pipeline_name: str, period: Period = Period()) -> Iterator[Row]:  # noqa: B008 -- immutable
        """Newest first."""
        for found in self._query("by_pipeline", ("pipeline_name", pipeline_name), period):
            yield _row(found, pipeline_name=pipeline_name)

    def with_status(self, status: Status, period: Period = Period()) -> Iterator[Row]:  # noqa: B008 -- immutable
        """Newest first."""
        for found in self._query("by_status", ("status", str(status)), period):
            yield _row(found, status=str(status))

    def all(self, period: Period) -> list[Row]:
        """
        Newest first; of pipelines that are not under review any more, too.

        Both indexes are asked: a record whose status or pipeline was changed by hand is still in one of them.
        """
        by_pipeline = (row for name in self.pipeline_names() for row in self.of_pipeline(name, period))
        by_status = (row for status in _STATUSES for row in self.with_status(status, period))
        found = {row.execution_id: row for row in (*by_pipeline, *by_status)}
        return sorted(found.values(), key=lambda row: (row.created_at, row.execution_id), reverse=True)

    def selected(self, pipeline_name: str | None, period: Period) -> Iterable[Row]:
        """
        Of one pipeline, or of all; newest first. The pipeline may not be under review any more.

        Raises:
            OperatorError: nobody ever heard of the pipeline.
        """
        if not pipeline_name:
            return self.all(period)
        self.require(pipeline_name)
        return self.of_pipeline(pipeline_name, period)

    def require(self, pipeline_name: str) -> None:
        """
        It is under review, or was.

        Raises:
            OperatorError: nobody ever heard of it.
        """
        if pipeline_name not in self.pipeline_names() and next(self.of_pipeline(pipeline_name), None) is None:
            raise OperatorError(f"There is no pipeline {pipeline_name!r} under review; `./review list` shows them.")

    def identify(self, given: str) -> str:
        """
        The execution id that begins like this.

        Raises:
            OperatorError: there is none, or more than one.
        """
        if len(given) >= _WHOLE_ID:
            found = [given] if self.records.read(given).exists else []
        else:
            found = list(
                islice((row.execution_id for row in self.all(Period()) if row.execution_id.startswith(given)), 2)
            )
        if not found:
            raise OperatorError(f"There is no record of an execution {given!r}; `./review list PIPELINE` shows them.")
        if len(found) > 1:
            raise OperatorError(f"More than one execution begins with {given!r}; give more of its id.")
        return found[0]

    def read(self, rows: Iterable[Row]) -> Iterator[Record]:
        """The records, in the order of the rows; `left_out` names those that are not of a record's shape."""
        for record in side_by_side(self._read, (row.execution_id for row in rows)):
            if record:
                yield record

    def find(self, given: str) -> Record:
        """
        The record of the execution that begins like this.

        Raises:
            OperatorError: there is none, more than one, or it is not of a record's shape.
        """
        execution_id = self.identify(given)
        record = self._read(execution_id)
        if record is None:
            raise OperatorError(
                f"The record of {execution_id} was written to by hand; `./review verify {execution_id}` tells more."
            )
        return record

    def _read(self, execution_id: str) -> Record | None:
        record = self.records.read(execution_id)
        if record.main.get("status") in set(Status):
            return record
        self.left_out.append(execution_id)
        return None

    def _query(self, index: str, key: tuple[str, str], period: Period) -> Iterator[Mapping[str, Any]]:
        return self.records.query_index(index, key, newest_first=True, since=period.since, until=period.until)


def side_by_side(function: Callable[[str], T], execution_ids: Iterable[str]) -> Iterator[T]:
    """What the function says of each, in this order; never of many more than were asked for."""
    ids = iter(execution_ids)
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:
        while ahead := list(islice(ids, 4 * _SIDE_BY_SIDE)):
            yield from pool.map(function, ahead)


def _row(found: Mapping[str, Any], **known: str) -> Row:
    return Row(
        execution_id=found["execution_id"],
        pipeline_name=known.get("pipeline_name") or str(found.get("pipeline_name", "")),
        created_at=found["created_at"],
        status=known.get("status") or str(found.get("status", "")),
        commit_id=found.get("commit_id"),
        risk_level=found.get("risk_level"),
        headline=found.get("headline"),
    )
