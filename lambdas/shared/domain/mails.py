"""
When the approver is to be written to about an approval, and what that leaves on it.

Of mails that are not marked as reminders there is at most one for each approval (see `attempts`).
"""

from lambdas.shared.domain import attempts
from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.attempts import Accepted, MailKind, Refused, due_again
from lambdas.shared.domain.notices import due_notice
from lambdas.shared.domain.record import Attributes, Record
from lambdas.shared.domain.times import later, read_time

_REMINDER_MINUTES = 24 * 60
_UNHEARD_MINUTES = 15


def due_mail(record: Record, *, now: str) -> MailKind | None:
    """The mail that the record calls for at this moment."""
    approval = record.waiting_approval
    if approval is None:
        return due_notice(record, now=now)
    if not record.has_review or now >= approval["expires_at"]:
        return None
    status = approval.get("mail_status")
    if status is None:
        return MailKind.FIRST
    if status == "SENT":
        return _due_reminder(approval, now=now)
    return due_again(approval, now=now)


def claim(record: Record, kind: MailKind, *, report: Attributes, now: str) -> Amendment | None:
    """
    Take a mail upon oneself; None where it is not due any more, because another was quicker.

    Args:
        record: with the waiting approval.
        kind: of the mail, as `due_mail` said.
        report: the attributes that say where the report that goes with it is.
        now: when.
    """
    approval = record.waiting_approval
    if approval is None or due_mail(record, now=now) is not kind:
        return None
    attributes = {**attempts.claimed(approval, kind, now=now), "asked_at": approval.get("asked_at", now)}
    return Amendment("brief claimed", report, {approval["action_execution_id"]: attributes})


def answered(record: Record, action_execution_id: str, answer: Accepted | Refused) -> Amendment:
    """SES accepted the mail, or refused it."""
    approval = record.approvals[action_execution_id]
    attributes = attempts.answered(approval, answer)
    if isinstance(answer, Refused):
        return Amendment("brief refused", approvals={action_execution_id: attributes})
    reminders = max(list(MailKind).index(MailKind(approval["mail_kind"])), int(approval.get("reminders", 0)))
    return Amendment("brief sent", approvals={action_execution_id: {**attributes, "reminders": reminders}})


def is_unheard(record: Record, *, now: str) -> bool:
    """An approval has waited for a quarter of an hour, and no mail about it is known to have gone out."""
    approval = record.waiting_approval
    if approval is None or "mailed_at" in approval:
        return False
    return now >= later(approval["started_at"], minutes=_UNHEARD_MINUTES)


def _due_reminder(approval: Attributes, *, now: str) -> MailKind | None:
    """One after a day or half the time, one a day or a quarter of the time before the end, whichever is shorter."""
    minutes = (read_time(approval["expires_at"]) - read_time(approval["started_at"])).total_seconds() / 60
    reminders = int(approval.get("reminders", 0))
    if reminders < 2 and now >= later(approval["expires_at"], minutes=-min(_REMINDER_MINUTES, minutes / 4)):
        return MailKind.LAST_REMINDER
    if reminders < 1 and now >= later(approval["started_at"], minutes=min(_REMINDER_MINUTES, minutes / 2)):
        return MailKind.REMINDER
    return None
