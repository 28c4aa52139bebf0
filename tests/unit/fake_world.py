"""Everything that the steps speak to, in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from lambdas.shared.aws.brief_sender import BriefSender
from lambdas.shared.aws.brief_writer import BriefWriter
from lambdas.shared.aws.change_store import NoChangeError
from lambdas.shared.aws.mailer import Letter
from lambdas.shared.aws.observer import Observer
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.domain.change import CapturedChange, Change
from lambdas.shared.domain.diff import FileDiff, parse_diff
from lambdas.shared.domain.review import Evidence
from lambdas.shared.domain.segregation import Push
from lambdas.shared.domain.settings import PipelineSettings
from tests.unit.fake_clock import FakeClock
from tests.unit.fake_pipelines import FakePipelines
from tests.unit.fake_records import FakeRecordTable
from tests.unit.sample_briefs import DIFF, sample_change

SETTINGS = PipelineSettings(
    approver_email="approver@example.com",
    escalation_email="second@example.com",
    model_id="offline",
    repository_name="sorting",
    build=True,
)
SILENT_ANNOUNCER = SimpleNamespace(announce_due=lambda _execution_id: (0, 0))  # of a pipeline without a topic


class FakeChanges:
    def __init__(self, change: Change | None = None, diff: str = DIFF) -> None:
        self.captured, self.diff = CapturedChange(change or sample_change()), diff

    def read(self, main: dict[str, Any]) -> tuple[CapturedChange, str]:
        if "diff_sha256" not in main:
            raise NoChangeError
        return self.captured, self.diff

    def read_files(self, main: dict[str, Any]) -> tuple[CapturedChange, tuple[FileDiff, ...]]:
        captured, diff = self.read(main)
        return captured, parse_diff(diff)


class FakeEvidence:
    def read(self, _execution: object) -> Evidence:
        return Evidence("The build passed.")


class FakeFailedEvents:
    def __init__(self, number: int = 0) -> None:
        self.number = number

    def count(self) -> int:
        return self.number


class FakePushes:
    """What `record_push` has kept of the repository "sorting"."""

    def __init__(self) -> None:
        self.kept: list[Push] = []
        self.asked = 0
        self.error: Exception | None = None

    def read(self, repository_name: str, commit_ids: Sequence[str]) -> tuple[Push, ...]:
        self.asked += 1
        if self.error:
            raise self.error
        return tuple(push for push in self.kept if repository_name == "sorting" and push.commit_id in commit_ids)


class FakeReports:
    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def save(self, report: bytes, *, pipeline_name: str, execution_id: str) -> dict[str, Any]:
        key = f"reports/{pipeline_name}/{execution_id}/report.html"
        self.kept[key] = report
        return {"report_key": key, "report_sha256": "r" * 64}


class FakeMailer:
    """Delivers, unless `failures` has an error to raise first, beside which stands whether the mail still went out."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.failures: list[tuple[Exception, bool]] = []

    def send(self, letter: Letter) -> str:
        error, is_delivered = self.failures.pop(0) if self.failures else (None, True)
        if is_delivered:
            self.letters.append(letter)
        if error:
            raise error
        return f"message-{len(self.letters)}"


@dataclass
class World:
    clock: FakeClock = field(default_factory=lambda: FakeClock("2026-08-24T06:05:30Z"))
    records: FakeRecordTable = field(default_factory=FakeRecordTable)
    pipelines: FakePipelines = field(default_factory=FakePipelines)
    mailer: FakeMailer = field(default_factory=FakeMailer)
    reports: FakeReports = field(default_factory=FakeReports)
    changes: FakeChanges = field(default_factory=FakeChanges)
    pushes: FakePushes = field(default_factory=FakePushes)

    def __post_init__(self) -> None:
        self.reviews = ReviewTable("reviews", records=self.records, now=self.clock)
        self.observer = Observer(self.reviews, self.pipelines)
        writer = BriefWriter(
            self.reviews, self.changes, self.pipelines, FakeEvidence(), self.pushes, "https://console.aws.amazon.com"
        )
        self.sender = BriefSender(self.reviews, writer, self.reports, self.mailer, self.clock)

    @property
    def subjects(self) -> list[str]:
        return [letter.subject for letter in self.mailer.letters]

    def originals(self) -> list[Letter]:
        """The mails about approvals that are not marked as reminders."""
        return [
            letter
            for letter in self.mailer.letters
            if "Still waiting" not in letter.subject and "analysed" not in letter.subject
        ]

    def notices(self) -> list[Letter]:
        """The mails that say that there is no analysis, but for those that are marked as repetitions."""
        return [letter for letter in self.mailer.letters if "Not analysed" in letter.subject]
