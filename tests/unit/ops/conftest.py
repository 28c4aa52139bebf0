"""`./review` over records in memory."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from click.testing import CliRunner

from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.domain.settings import PipelineSettings
from ops import options
from ops.absence import Absences
from ops.anchors import Anchors
from ops.aws.installation import Installation
from ops.cli import review
from ops.executions import Executions
from ops.workplace import Workplace
from tests.unit.fake_clock import FakeClock
from tests.unit.fake_pipelines import FakePipelines
from tests.unit.fake_records import FakeRecordTable
from tests.unit.fake_world import SETTINGS
from tests.unit.ops.fake_documents import FakeDocuments

INSTALLATION = Installation(
    region="eu-west-1",
    table="reviews",
    documents="documents",
    failed_events="failed-events",
    sender="review@example.com",
    undelivered="https://sqs/undelivered",
    console_url="https://console.aws.amazon.com",
)


@dataclass(frozen=True)
class Said:
    exit_code: int
    stdout: str
    stderr: str

    @property
    def data(self) -> Any:
        return json.loads(self.stdout)

    @property
    def words(self) -> str:
        """Without the blanks between columns and the breaks between lines."""
        return " ".join(self.stdout.split())


@dataclass
class FakeCaptures:
    """When changes were captured, by pipeline and execution id."""

    history: dict[str, dict[str, str]] = field(default_factory=dict)
    asked_since: list[str] = field(default_factory=list)

    def of(self, pipeline_name: str, *, since: str = "") -> dict[str, str]:
        self.asked_since.append(since)
        return self.history.get(pipeline_name, {})


@dataclass
class Desk:
    records: FakeRecordTable = field(default_factory=FakeRecordTable)
    clock: FakeClock = field(default_factory=lambda: FakeClock("2026-08-24T08:00:00Z"))
    documents: FakeDocuments = field(default_factory=FakeDocuments)
    pipelines: dict[str, PipelineSettings] = field(default_factory=lambda: {"sorting": SETTINGS})
    codepipeline: FakePipelines = field(default_factory=FakePipelines)
    captures: FakeCaptures = field(default_factory=FakeCaptures)
    retention_days: int = 0
    given: dict[str, Any] = field(default_factory=dict)  # what else is at the workplace, by its name there

    @property
    def reviews(self) -> ReviewTable:
        return ReviewTable("reviews", records=self.records, now=self.clock)

    def workplace(self, output: Any) -> Workplace:
        place = Workplace(output, now=self.clock)
        self.documents.records = self.records
        vars(place).update(
            installation=INSTALLATION,
            records=self.records,
            reviews=self.reviews,
            executions=Executions(self.records, lambda: self.pipelines),
            documents=self.documents,
            pipelines=self.pipelines,
            anchors=Anchors(self.codepipeline),
            absences=Absences(self.captures, self.records, self.retention_days),
            **self.given,
        )
        return place

    def run(self, *arguments: str, columns: int = 200) -> Said:
        done = CliRunner().invoke(review, arguments, env={"COLUMNS": str(columns)}, catch_exceptions=False)
        return Said(done.exit_code, done.stdout, done.stderr)

    def ask(self, *arguments: str) -> Any:
        """The JSON of a command."""
        return self.run(*arguments, "--json").data


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = Desk()
    monkeypatch.setattr(options, "Workplace", desk.workplace)
    return desk
