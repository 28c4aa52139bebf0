"""Step 9: the approver is written to. `domain.mails` says when, and what each attempt leaves on the record."""

from collections.abc import Callable
from dataclasses import dataclass

from lambdas.shared.aws.brief_writer import BriefWriter
from lambdas.shared.aws.mailer import Letter, Mailer, MailRefusedError
from lambdas.shared.aws.pipeline_settings import read_settings
from lambdas.shared.aws.report_store import ReportStore
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.brief.brief import Brief
from lambdas.shared.brief.mail import render_mail
from lambdas.shared.brief.report import render_report
from lambdas.shared.domain import mails
from lambdas.shared.domain.mails import MailKind, due_mail
from lambdas.shared.domain.record import Attributes
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
            botocore.exceptions.BotoCoreError, ClientError: after the claim: a reminder follows.
        """
        record = self.reviews.read(execution_id)
        approval, kind = record.waiting_approval, due_mail(record, now=self.now())
        if approval is None or kind is None:
            return None
        settings = read_settings(record.pipeline_name)
        brief, diff = self.writer.write(record, approval, kind, settings=settings, now=self.now())
        letter = _letter(brief, diff, to=_recipients(settings, kind))
        return kind if self._send(letter, brief, kind, approval) else None

    def _send(self, letter: Letter, brief: Brief, kind: MailKind, approval: Attributes) -> bool:
        """All that can fail without anybody noticing is done before the claim."""
        execution_id, action_execution_id = brief.execution_id, str(approval["action_execution_id"])
        report = self.reports.save(letter.report, pipeline_name=brief.pipeline_name, execution_id=execution_id)
        now = self.now()
        if not self.reviews.amend(execution_id, lambda record: mails.claim(record, kind, report=report, now=now)):
            return False
        try:
            message_id = self.mailer.send(letter)
        except MailRefusedError as error:
            reason = error.code
            self.reviews.amend(
                execution_id, lambda record: mails.refused(record, action_execution_id, reason=reason, now=now)
            )
            raise
        mailed_to, sent_at = ", ".join(letter.to), self.now()
        return self.reviews.amend(
            execution_id,
            lambda record: mails.sent(
                record, action_execution_id, message_id=message_id, mailed_to=mailed_to, now=sent_at
            ),
        )


def _letter(brief: Brief, diff: str, *, to: tuple[str, ...]) -> Letter:
    mail = render_mail(brief)
    return Letter(
        to=to,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        report=render_report(brief, diff).encode(),
        headers={"X-Deployment-Review-Execution": brief.execution_id},
        tags={"pipeline_name": brief.pipeline_name, "execution_id": brief.execution_id},
    )


def _recipients(settings: PipelineSettings, kind: MailKind) -> tuple[str, ...]:
    """From the settings alone: nothing in a change can have a say in who is written to."""
    second = settings.escalation_email if kind is MailKind.LAST_REMINDER else None
    return (settings.approver_email, *((second,) if second else ()))
