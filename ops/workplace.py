"""Where a command works: which installation it asks, and where it answers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rich.console import RenderableType

from lambdas.shared.aws import clock
from lambdas.shared.aws.change_store import ChangeStore
from lambdas.shared.aws.pipeline_api import PipelineApi
from lambdas.shared.aws.record_table import RecordTable
from lambdas.shared.aws.report_store import ReportStore
from lambdas.shared.aws.review_store import ReviewStore
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.domain.settings import PipelineSettings
from ops.absence import Absences
from ops.anchors import Anchors
from ops.aws.baselines import Baselines
from ops.aws.captures import Captures
from ops.aws.failed_bucket import FailedBucket
from ops.aws.functions import Functions
from ops.aws.identity import Identity, caller
from ops.aws.installation import Installation, find_installation
from ops.aws.legal_holds import Documents
from ops.aws.pipelines import deployed_pipelines
from ops.aws.reruns import RerunTable
from ops.aws.undelivered_queue import UndeliveredQueue
from ops.documents import StoredDocuments
from ops.executions import Executions
from ops.failures import FailureStore
from ops.output import Output
from ops.replaying import Replayer


@dataclass(frozen=True)
class Workplace:
    output: Output
    now: Callable[[], str] = field(default=clock.now)

    def answer(self, data: Any, *shown: RenderableType) -> None:  # noqa: ANN401 -- JSON is of any type
        """`data` for `--json`, what is `shown` for people."""
        self.output.answer(data, shown)

    def note(self, lines: Iterable[str]) -> None:
        self.output.note(lines)

    def note_what_was_left_out(self) -> None:
        """Records that somebody wrote to by hand."""
        left_out = self.executions.left_out if "executions" in vars(self) else []
        self.note(f"Left out: the record of {id_} was written to by hand; see `./review verify`." for id_ in left_out)

    @cached_property
    def installation(self) -> Installation:
        return find_installation()

    @cached_property
    def caller(self) -> Identity:
        return caller()

    @cached_property
    def pipelines(self) -> dict[str, PipelineSettings]:
        return deployed_pipelines()

    @cached_property
    def records(self) -> RecordTable:
        return RecordTable(self.installation.table)

    @cached_property
    def reviews(self) -> ReviewTable:
        return ReviewTable(self.installation.table, self.installation.documents, records=self.records, now=self.now)

    @cached_property
    def documents(self) -> StoredDocuments:
        bucket = self.installation.documents
        return StoredDocuments(self.records, ReviewStore(bucket), ChangeStore(bucket), ReportStore(bucket))

    @cached_property
    def anchors(self) -> Anchors:
        return Anchors(PipelineApi())

    @cached_property
    def absences(self) -> Absences:
        return Absences(Captures(), self.records, self.installation.record_retention_days)

    @cached_property
    def reruns(self) -> RerunTable:
        return RerunTable(self.installation.table)

    @cached_property
    def baselines(self) -> Baselines:
        return Baselines(self.installation.table)

    @cached_property
    def held_documents(self) -> Documents:
        return Documents(self.installation.documents)

    @cached_property
    def failures(self) -> FailureStore:
        return FailureStore(
            FailedBucket(self.installation.failed_events), UndeliveredQueue(self.installation.undelivered)
        )

    @cached_property
    def replayer(self) -> Replayer:
        return Replayer(Functions(), self.records.read)

    @cached_property
    def executions(self) -> Executions:
        return Executions(self.records, lambda: self.pipelines)
