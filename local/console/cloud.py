"""What the pages read and whom they ask to decide."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from local.account import approver
from local.account.account import Account
from local.account.approver import Verdict
from local.account.mailbox import Mailbox
from local.account.pipelines import ActionRun, ApprovalAction, Execution, Pipeline, Pipelines
from local.account.records import Record, Records


class PipelineReader(Protocol):
    def names(self) -> list[str]: ...
    def find(self, name: str) -> Pipeline | None: ...
    def executions(self, pipeline_name: str, *, limit: int = 50) -> list[Execution]: ...
    def runs(self, pipeline_name: str, execution_id: str) -> list[ActionRun]: ...
    def find_approval(self, approval: ApprovalAction) -> tuple[str, ActionRun] | None: ...


class RecordReader(Protocol):
    def find(self, execution_id: str) -> Record: ...
    def review(self, record: Record) -> dict[str, Any] | None: ...
    def report(self, record: Record) -> bytes | None: ...


class Decide(Protocol):
    def __call__(self, approval: ApprovalAction, *, verdict: Verdict, comment: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Cloud:
    region: str
    pipelines: PipelineReader
    records: Callable[[], RecordReader]
    mailbox: Mailbox
    decide: Decide

    @classmethod
    def of(cls, account: Account, *, mail_folder: Path) -> "Cloud":
        return cls(
            region=account.region,
            pipelines=Pipelines(account),
            records=partial(Records.of, account),
            mailbox=Mailbox(mail_folder),
            decide=partial(approver.decide, account, session_name=approver.person()),
        )

    def reviewed_pipelines(self) -> list[Pipeline]:
        """Those that Deployment Review stands in."""
        found = (self.pipelines.find(name) for name in self.pipelines.names())
        return [pipeline for pipeline in found if pipeline is not None and pipeline.is_reviewed]
