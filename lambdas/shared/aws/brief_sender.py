"""Step 9: the approver is written to. `domain.mails` says when, and what each attempt leaves on the record."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from lambdas.shared.aws.author_sender import AuthorSender
from lambdas.shared.aws.brief_writer import BriefWriter
from lambdas.shared.aws.letters import letter_of
from lambdas.shared.aws.mailer import Mailer
from lambdas.shared.aws.notice_writer import write_check_notice, write_notice
from lambdas.shared.aws.outgoing_mail import OutgoingMail
from lambdas.shared.aws.pipeline_settings import read_settings
from lambdas.shared.aws.report_store import ReportStore
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.aws.signalling import signal
from lambdas.shared.brief.check_notice import render_check_notice
from lambdas.shared.brief.mail import render_mail
from lambdas.shared.brief.notice import render_notice
from lambdas.shared.brief.report import render_report
from lambdas.shared.domain import check_mails, mails, notices
from lambdas.shared.domain.addresses import addresses_of, joined
from lambdas.shared.domain.attempts import CHECKS, Attempt, MailKind
from lambdas.shared.domain.mails import due_mail
from lambdas.shared.domain.record import Attributes, Record
from lambdas.shared.domain.settings import PipelineSettings
from lambdas.shared.domain.signals import Signal


@dataclass(frozen=True, slots=True)
class BriefSender:
    reviews: ReviewTable
    writer: BriefWriter
    reports: ReportStore
    mailer: Mailer
    now: Callable[[], str]

    def send_due(self, execution_id: str) -> MailKind | None:
        """
        Send what the record calls for at this moment, if anything; None where nothing was due or another sent it.

        Raises:
            MailRefusedError: nobody was written to; the record says so, and it is due again.
            botocore.exceptions.BotoCoreError, ClientError: after the claim: a repetition follows.
        """
        record = self.reviews.read(execution_id)
        if not record.exists:
            return None
        settings = read_settings(record.pipeline_name)
        kind = due_mail(record, settings, now=self.now())
        if kind is None:
            return MailKind.DECISION if self._authors.send_due(record, settings) else None
        return kind if self._send(record, kind, settings) else None

    def _send(self, record: Record, kind: MailKind, settings: PipelineSettings) -> bool:
        if kind in CHECKS:
            return self._send_check(record, kind, settings)
        approval = record.waiting_approval
        if approval:
            return self._send_brief(record, approval, kind, settings)
        return self._send_notice(record, kind, settings)

    def _send_check(self, record: Record, kind: MailKind, settings: PipelineSettings) -> bool:
        notice = write_check_notice(record, kind, settings=settings, console_url=self.writer.console_url)
        to, name = check_mails.recipients(record, settings), check_mails.name_of(record)
        attempt = self._attempt(kind, to)
        return self._outgoing.send(
            letter_of(render_check_notice(notice), record, to=to, claim=attempt.claim),
            record.execution_id,
            claim=lambda record: check_mails.claim(record, attempt, settings),
            answered=lambda record, answer: check_mails.answered(record, answer, name=name),
        )

    def is_unheard(self, execution_id: str) -> bool:
        """Its approval waits, and nobody is known to have been told."""
        return mails.is_unheard(self.reviews.read(execution_id), now=self.now())

    def _send_brief(self, record: Record, approval: Attributes, kind: MailKind, settings: PipelineSettings) -> bool:
        """All that can fail without anybody noticing is done before the claim."""
        brief, diff = self.writer.write(record, approval, kind, settings=settings, now=self.now())
        html, mail = render_report(brief, diff).encode(), render_mail(brief)
        to = addresses_of(record, settings).of(kind)
        attempt = self._attempt(kind, to)
        report = self.reports.save(html, pipeline_name=brief.pipeline_name, execution_id=brief.execution_id)
        id_ = str(approval["action_execution_id"])
        return self._outgoing.send(
            letter_of(mail, record, to=to, claim=attempt.claim, report=b"" if brief.is_report_withheld else html),
            record.execution_id,
            claim=lambda record: mails.claim(record, attempt, settings, report=report),
            answered=lambda record, answer: mails.answered(record, id_, answer),
        )

    def _send_notice(self, record: Record, kind: MailKind, settings: PipelineSettings) -> bool:
        error = str(record.main["extraction_error"])
        notice = write_notice(
            record, kind, self.writer.pipelines, settings=settings, console_url=self.writer.console_url
        )
        to = addresses_of(record, settings).of(kind)
        attempt = self._attempt(kind, to)
        is_sent = self._outgoing.send(
            letter_of(render_notice(notice), record, to=to, claim=attempt.claim),
            record.execution_id,
            claim=lambda record: notices.claim(record, attempt, settings, error=error),
            answered=lambda record, answer: notices.answered(record, answer, error=error),
        )
        if is_sent:
            signal(Signal.NO_ANALYSIS)
        return is_sent

    def _attempt(self, kind: MailKind, to: tuple[str, ...]) -> Attempt:
        return Attempt(kind, uuid4().hex, joined(to), self.now())

    def tells_authors(self, pipeline_name: str) -> bool:
        return bool(read_settings(pipeline_name).author_domains)

    @property
    def _authors(self) -> AuthorSender:
        return AuthorSender(self.reviews, self._outgoing, self.writer.console_url, self.now)

    @property
    def _outgoing(self) -> OutgoingMail:
        return OutgoingMail(self.reviews, self.mailer, self.now)
