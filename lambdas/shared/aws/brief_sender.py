"""Step 9: the approver is written to. `domain.mails` says when, and what each attempt leaves on the record."""

from collections.abc import Callable
from dataclasses import dataclass

from lambdas.shared.aws.brief_writer import BriefWriter
from lambdas.shared.aws.mailer import Letter, Mailer
from lambdas.shared.aws.notice_writer import write_notice
from lambdas.shared.aws.outgoing_mail import OutgoingMail
from lambdas.shared.aws.pipeline_settings import read_settings
from lambdas.shared.aws.report_store import ReportStore
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.brief.mail import Mail, render_mail
from lambdas.shared.brief.notice import render_notice
from lambdas.shared.brief.report import render_report
from lambdas.shared.domain import mails, notices
from lambdas.shared.domain.attempts import MailKind
from lambdas.shared.domain.mails import due_mail
from lambdas.shared.domain.record import Attributes, Record
from lambdas.shared.domain.settings import PipelineSettings


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
        kind = due_mail(record, now=self.now())
        if kind is None:
            return None
        settings = read_settings(record.pipeline_name)
        approval = record.waiting_approval
        is_sent = (
            self._send_brief(record, approval, kind, settings)
            if approval
            else self._send_notice(record, kind, settings)
        )
        return kind if is_sent else None

    def _send_brief(self, record: Record, approval: Attributes, kind: MailKind, settings: PipelineSettings) -> bool:
        """All that can fail without anybody noticing is done before the claim."""
        brief, diff = self.writer.write(record, approval, kind, settings=settings, now=self.now())
        html, mail = render_report(brief, diff).encode(), render_mail(brief)
        letter = _letter(mail, html, record, to=_recipients(settings, kind, action_name=approval["action_name"]))
        report = self.reports.save(html, pipeline_name=brief.pipeline_name, execution_id=brief.execution_id)
        id_ = str(approval["action_execution_id"])
        return self._outgoing.send(
            letter,
            record.execution_id,
            claim=lambda record: mails.claim(record, kind, report=report, now=self.now()),
            answered=lambda record, answer: mails.answered(record, id_, answer),
        )

    def _send_notice(self, record: Record, kind: MailKind, settings: PipelineSettings) -> bool:
        error = str(record.main["extraction_error"])
        notice = write_notice(
            record, kind, self.writer.pipelines, settings=settings, console_url=self.writer.console_url
        )
        letter = _letter(render_notice(notice), b"", record, to=_recipients(settings, kind))
        return self._outgoing.send(
            letter,
            record.execution_id,
            claim=lambda record: notices.claim(record, kind, error=error, now=self.now()),
            answered=lambda record, answer: notices.answered(record, answer, error=error),
        )

    @property
    def _outgoing(self) -> OutgoingMail:
        return OutgoingMail(self.reviews, self.mailer, self.now)


def _letter(mail: Mail, report: bytes, record: Record, *, to: tuple[str, ...]) -> Letter:
    return Letter(
        to=to,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        report=report,
        headers={"X-Deployment-Review-Execution": record.execution_id},
        tags={"pipeline_name": record.pipeline_name, "execution_id": record.execution_id},
    )


def _recipients(settings: PipelineSettings, kind: MailKind, *, action_name: str = "") -> tuple[str, ...]:
    """From the settings alone: nothing in a change can have a say in who is written to."""
    second = settings.escalation_email if kind is MailKind.LAST_REMINDER else None
    return (settings.approver_of(action_name), *((second,) if second else ()))
