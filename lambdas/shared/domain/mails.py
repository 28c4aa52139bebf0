"""
When the approver is to be written to, and what each attempt leaves on the approval.

An attempt is claimed on the record before SES is called, so that of two functions one sends. Then one of three things
is known. SES accepted: SENT. SES refused: nobody was written to, and the claim is given up. Neither (the call timed
out, the function was killed): the mail may or may not have gone out, and nothing can tell. Silence could leave an
approver waiting for ever, a repetition only tells them twice; so after a while it is sent again, marked as a reminder.
Of mails that are not so marked there is at most one for each approval.
"""

from enum import StrEnum

from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.record import Attributes, Record
from lambdas.shared.domain.times import later, read_time

_UNCERTAIN_MINUTES = 10  # far longer than a function runs
_MOST_ATTEMPTS = 6  # of one mail
_QUICK_ATTEMPTS = 3  # refused more often than this, it rests between attempts: each writes to the stream that calls
_REST_MINUTES = 5
_REMINDER_MINUTES = 24 * 60
_UNHEARD_MINUTES = 15


class MailKind(StrEnum):
    """In the order in which they are due; an approval's `reminders` counts how far it has come."""

    FIRST = "FIRST"
    REMINDER = "REMINDER"
    LAST_REMINDER = "LAST_REMINDER"  # before the approval expires; goes to the second address too


def due_mail(record: Record, *, now: str) -> MailKind | None:
    """The mail that the record calls for at this moment."""
    approval = record.waiting_approval
    if approval is None or not record.has_review or now >= approval["expires_at"]:
        return None
    status = approval.get("mail_status")
    if status is None:
        return MailKind.FIRST
    if status == "SENT":
        return _due_reminder(approval, now=now)
    return _due_repetition(approval, now=now)


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
    is_repetition = approval.get("mail_status") in {"SENDING", "REFUSED"}
    attributes = {
        "mail_status": "SENDING",
        "mail_kind": str(kind),
        "mail_attempts": int(approval.get("mail_attempts", 0)) + 1 if is_repetition else 1,
        "mail_again_at": later(now, minutes=_UNCERTAIN_MINUTES),
        "asked_at": approval.get("asked_at", now),
    }
    return Amendment("brief claimed", report, {approval["action_execution_id"]: attributes})


def is_unheard(record: Record, *, now: str) -> bool:
    """An approval has waited for a quarter of an hour, and no mail about it is known to have gone out."""
    approval = record.waiting_approval
    if approval is None or "mailed_at" in approval:
        return False
    return now >= later(approval["started_at"], minutes=_UNHEARD_MINUTES)


def sent(record: Record, action_execution_id: str, *, message_id: str, mailed_to: str, now: str) -> Amendment:
    """SES accepted the mail."""
    approval = record.approvals[action_execution_id]
    reminders = max(list(MailKind).index(MailKind(approval["mail_kind"])), int(approval.get("reminders", 0)))
    attributes = {
        "mail_status": "SENT",
        "mail_message_id": message_id,
        "mailed_at": now,
        "mail_to": mailed_to,
        "reminders": reminders,
    }
    return Amendment("brief sent", approvals={action_execution_id: attributes})


def refused(record: Record, action_execution_id: str, *, reason: str, now: str) -> Amendment:
    """SES said no, and nobody was written to; `reason` is the name of its error."""
    is_persistent = record.approvals[action_execution_id]["mail_attempts"] >= _QUICK_ATTEMPTS
    again_at = later(now, minutes=_REST_MINUTES) if is_persistent else now
    attributes = {"mail_status": "REFUSED", "mail_refusal": reason, "mail_again_at": again_at}
    return Amendment("brief refused", approvals={action_execution_id: attributes})


def _due_repetition(approval: Attributes, *, now: str) -> MailKind | None:
    """Of a mail that was refused, or of which nobody knows whether it went out: then the next is a reminder."""
    is_uncertain = approval["mail_status"] == "SENDING"
    if now < approval["mail_again_at"] or (is_uncertain and approval["mail_attempts"] >= _MOST_ATTEMPTS):
        return None
    kind = MailKind(approval["mail_kind"])
    return MailKind.REMINDER if is_uncertain and kind is MailKind.FIRST else kind


def _due_reminder(approval: Attributes, *, now: str) -> MailKind | None:
    """One after a day or half the time, one a day or a quarter of the time before the end, whichever is shorter."""
    minutes = (read_time(approval["expires_at"]) - read_time(approval["started_at"])).total_seconds() / 60
    reminders = int(approval.get("reminders", 0))
    if reminders < 2 and now >= later(approval["expires_at"], minutes=-min(_REMINDER_MINUTES, minutes / 4)):
        return MailKind.LAST_REMINDER
    if reminders < 1 and now >= later(approval["started_at"], minutes=min(_REMINDER_MINUTES, minutes / 2)):
        return MailKind.REMINDER
    return None
