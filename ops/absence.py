"""Records that are gone altogether: nothing in the table tells of them, CodePipeline does."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from lambdas.shared.domain.record import Record
from lambdas.shared.domain.times import read_time
from ops.period import Period


class Captures(Protocol):
    def of(self, pipeline_name: str, *, since: str = "") -> Mapping[str, str]: ...


class Records(Protocol):
    def read(self, execution_id: str) -> Record: ...


@dataclass(frozen=True, slots=True)
class Absence:
    execution_id: str
    pipeline_name: str
    captured_at: str

    @property
    def sentence(self) -> str:
        return f"The record is gone: CodePipeline knows that the change was captured at {self.captured_at}."


@dataclass(frozen=True, slots=True)
class Absences:
    captures: Captures
    records: Records
    retention_days: int  # 0: records are kept for ever

    def among(
        self, pipeline_names: Iterable[str], period: Period, *, found: Collection[str], now: str
    ) -> Iterator[Absence]:
        """
        Whose change was captured, and of which there is no record any more.

        Args:
            pipeline_names: which are held against CodePipeline's history.
            period: of the instants at which changes were captured.
            found: ids of executions with a record, which are not looked for again.
            now: what has expired by then may be gone.
        """
        for pipeline_name in pipeline_names:
            for execution_id, at in self.captures.of(pipeline_name, since=period.since).items():
                if execution_id in found or at not in period or self._has_expired(at, now):
                    continue
                if not self.records.read(execution_id).exists:
                    yield Absence(execution_id, pipeline_name, at)

    def _has_expired(self, at: str, now: str) -> bool:
        age = read_time(now) - read_time(at)
        return bool(self.retention_days) and age.days >= self.retention_days
