"""The brief of a waiting approval: the review on the record, the build's evidence, and where things stand now."""

from dataclasses import dataclass, replace
from typing import Any

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from lambdas.shared.aws.change_store import ChangeStore, DamagedChangeError, NoChangeError
from lambdas.shared.aws.evidence_store import EvidenceStore
from lambdas.shared.aws.facts_alone import facts_alone
from lambdas.shared.aws.measuring import measure
from lambdas.shared.aws.pipeline_api import PipelineApi, UnknownExecutionError
from lambdas.shared.aws.push_table import PushTable, UnreadPushesError
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.brief.agreement import Agreement
from lambdas.shared.brief.brief import Brief, BriefKind
from lambdas.shared.domain.addresses import addresses_of
from lambdas.shared.domain.attempts import MailKind
from lambdas.shared.domain.codec import ShapeError
from lambdas.shared.domain.delivery_amendments import is_infected
from lambdas.shared.domain.diff import FileDiff
from lambdas.shared.domain.evidence import NO_BUILD, NO_EVIDENCE, OWN_BUILD
from lambdas.shared.domain.links import approval_url
from lambdas.shared.domain.measures import Measure
from lambdas.shared.domain.production import deployed_since
from lambdas.shared.domain.pushers import NOT_KNOWN, Pushers, pushers_of
from lambdas.shared.domain.pushes import looked_up
from lambdas.shared.domain.record import Attributes, Record
from lambdas.shared.domain.review import Evidence, Review, TamperedReviewError
from lambdas.shared.domain.settings import PipelineSettings
from lambdas.shared.domain.times import read_time

logger = Logger(child=True)

_REMINDERS = {MailKind.REMINDER, MailKind.LAST_REMINDER}
_DAMAGED = "The review on the record is not the one that was saved there: these are the facts alone."


@dataclass(frozen=True, slots=True)
class BriefWriter:
    reviews: ReviewTable
    changes: ChangeStore
    pipelines: PipelineApi
    evidence: EvidenceStore
    pushes: PushTable
    console_url: str

    def write(
        self, record: Record, approval: Attributes, kind: MailKind, *, settings: PipelineSettings, now: str
    ) -> tuple[Brief, tuple[FileDiff, ...]]:
        """The brief and the files of the redacted diff that its report shows."""
        main = self.reviews.read_main(record.execution_id)
        review = self._complete(record, self._review(main, settings), settings)
        brief = Brief(
            review=review,
            pipeline_name=record.pipeline_name,
            repository_name=settings.repository_name,
            region=main["region"],
            execution_id=record.execution_id,
            approval_url=approval_url(self.console_url, record, approval),
            opened_at=read_time(approval["started_at"]),
            expires_at=read_time(approval["expires_at"]),
            author=review.change.commits[0].author if review.change.commits else "",
            pushers=self._pushers(record, review, settings),
            kind=_brief_kind(kind, main),
            deployed_since=deployed_since(main, self.reviews.newest_deployed(record.pipeline_name)),
            newer_execution_waiting=self._is_newer_waiting(record),
            agreements=tuple(map(_agreement, record.counted_approvals(now))),
            language=settings.language,
            written_at=read_time(now),
            is_escalated=addresses_of(record, settings).is_escalated,
            is_report_withheld=is_infected(record),
        )
        return brief, self._files(main)

    def _review(self, main: Attributes, settings: PipelineSettings) -> Review:
        """An approver must not wait because a record is damaged, and must hear that it is."""
        try:
            return self.reviews.read_review(main)
        except (TamperedReviewError, ShapeError):
            return facts_alone(main, self.changes, reason=_DAMAGED, policies=settings.policies)

    def _complete(self, record: Record, review: Review, settings: PipelineSettings) -> Review:
        """The review with the build's evidence, on the record too: it is known only now that the build is over."""
        if review.evidence is not None:
            return review
        replaced = str(record.main["review_digest"])
        completed = replace(review, evidence=self._evidence(record, settings))
        self.reviews.add_evidence(record.execution_id, completed, replaces=replaced)
        return completed

    def _evidence(self, record: Record, settings: PipelineSettings) -> Evidence:
        if not settings.build:
            return OWN_BUILD if settings.approval_action else NO_BUILD
        try:
            execution = self.pipelines.execution(record.pipeline_name, record.execution_id)
        except UnknownExecutionError:
            return NO_EVIDENCE
        return self.evidence.read(execution)

    def _pushers(self, record: Record, review: Review, settings: PipelineSettings) -> Pushers:
        """What is known by now. No mail waits for it: the check before the deployment asks again, and insists."""
        if not settings.codecommit:
            return NOT_KNOWN
        change = review.change
        try:
            pushes = self.pushes.read(settings.repository_name, looked_up(change.head, change.commits))
        except (UnreadPushesError, BotoCoreError, ClientError) as error:
            logger.warning("pushers unread", error=_name_of(error))
            measure({Measure.PUSHERS_UNREAD: 1}, pipeline_name=record.pipeline_name)
            return NOT_KNOWN
        return pushers_of(change, pushes, settings.people)

    def _is_newer_waiting(self, record: Record) -> bool:
        """While an approval waits, it holds back the executions behind it."""
        for execution in self.pipelines.recent(record.pipeline_name):
            if execution.execution_id == record.execution_id:
                return False
            if not execution.status.is_final:
                return True
        return False

    def _files(self, main: dict[str, Any]) -> tuple[FileDiff, ...]:
        """Read one after the other: a diff of 200 MB would not fit into the function as one text."""
        try:
            return self.changes.read_files(main)[1]
        except (NoChangeError, DamagedChangeError, ShapeError):  # the review says so
            return ()


def _name_of(error: Exception) -> str:
    return str(error.response["Error"]["Code"]) if isinstance(error, ClientError) else type(error).__name__


def _agreement(approval: Attributes) -> Agreement:
    name = str(approval.get("decided_by", "")).partition("/")[2]
    return Agreement(name, read_time(approval["decided_at"]), str(approval.get("comment", "")))


def _brief_kind(kind: MailKind, main: Attributes) -> BriefKind:
    if kind in _REMINDERS:
        return BriefKind.REMINDER
    return BriefKind.OVERDUE if main.get("is_review_overdue") else BriefKind.FIRST
