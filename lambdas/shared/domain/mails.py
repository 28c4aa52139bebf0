"""
When the approver is to be written to about an approval, and what that leaves on it.

Of mails that are not marked as reminders there is at most one for each approval (see `attempts`).
"""

from lambdas.shared.domain import attempts
from lambdas.shared.domain.addresses import addresses_of, has_reached, split, taken_again, unreachable, without
from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.attempts import Accepted, Attempt, MailKind, Refused, due_again
from lambdas.shared.domain.check_mails import due_check_mail
from lambdas.shared.domain.notices import due_notice
from lambdas.shared.domain.record import Attributes, Record
from lambdas.shared.domain.settings import PipelineSettings
from lambdas.shared.domain.times import later, read_time

_LAST_MINUTES = 24 * 60  # before the end
_UNHEARD_MINUTES = 15
_REMINDERS = {MailKind.REMINDER: 1, MailKind.LAST_REMINDER: 2}  # after this one, how many are not due any more


def due_mail(record: Record, settings: PipelineSettings, *, now: str) -> MailKind | None:
    """The mail that the record calls for at this moment."""
    approval = record.waiting_approval
    if approval is None:
        return due_notice(record, settings, now=now) or due_check_mail(record, settings, now=now)
    if not record.has_review or now >= approval["expires_at"]:
        return None
    addresses = addresses_of(record, settings)
    first = MailKind.ESCALATION if addresses.is_escalated else MailKind.FIRST
    status = approval.get("mail_status")
    if status is None:
        return first
    if status == "SENT":
        return first if addresses.is_missed(approval) else _due_reminder(approval, settings, now=now)
    kind = due_again(approval, now=now)
    return addresses.instead(first, approval) if kind in {MailKind.FIRST, MailKind.ESCALATION} else kind


def claim(record: Record, attempt: Attempt, settings: PipelineSettings, *, report: Attributes) -> Amendment | None:
    """
    Take a mail upon oneself; None where it is not due any more, because another was quicker.

    Args:
        record: with the waiting approval.
        attempt: at the mail that `due_mail` said.
        settings: of the pipeline.
        report: the attributes that say where the report that goes with it is.
    """
    approval = record.waiting_approval
    if approval is None or due_mail(record, settings, now=attempt.at) is not attempt.kind:
        return None
    attributes = {
        **attempts.claimed(approval, attempt),
        "asked_at": approval.get("asked_at", attempt.at),
        "review_digest": record.main["review_digest"],  # of the review that the approver is shown
    }
    return Amendment("brief claimed", report, {approval["action_execution_id"]: attributes})


def answered(record: Record, action_execution_id: str, answer: Accepted | Refused) -> Amendment | None:
    """SES accepted the mail, or refused it; None where another mail has been claimed since."""
    approval = record.approvals[action_execution_id]
    if attempts.is_overtaken(approval, answer):
        return None
    attributes = attempts.answered(approval, answer)
    if isinstance(answer, Refused):
        out = without(record, answer.addresses, why=answer.reason, at=answer.at)
        return Amendment("brief refused", out, {action_execution_id: attributes})
    reminders = max(_REMINDERS.get(MailKind(approval["mail_kind"]), 0), int(approval.get("reminders", 0)))
    again = taken_again(record, split(answer.mailed_to))
    return Amendment("brief sent", again, {action_execution_id: {**attributes, "reminders": reminders}})


def is_unheard(record: Record, *, now: str) -> bool:
    """An approval has waited for a quarter of an hour, and no mail about it is known to have reached anybody."""
    approval = record.waiting_approval
    if approval is None or has_reached(approval, unreachable(record)):
        return False
    return now >= later(approval["started_at"], minutes=_UNHEARD_MINUTES)


def _due_reminder(approval: Attributes, settings: PipelineSettings, *, now: str) -> MailKind | None:
    """
    One as the settings say or after half the time, one a day or a quarter of the time before the end.

    Whichever is shorter: an approval that expires soon has its reminders too.
    """
    minutes = (read_time(approval["expires_at"]) - read_time(approval["started_at"])).total_seconds() / 60
    reminders = int(approval.get("reminders", 0))
    if reminders < 2 and now >= later(approval["expires_at"], minutes=-min(_LAST_MINUTES, minutes / 4)):
        return MailKind.LAST_REMINDER
    if reminders < 1 and now >= later(approval["started_at"], minutes=min(settings.reminder_minutes, minutes / 2)):
        return MailKind.REMINDER
    return None
