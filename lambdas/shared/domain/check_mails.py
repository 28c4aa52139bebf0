"""
When somebody is to be told what the check before a deployment found, and what that leaves on the record.

Each finding is told once, however often the stage is retried and the check finds the same.
"""

from collections.abc import Mapping
from typing import Any

from lambdas.shared.domain import codec
from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.attempts import Accepted, Attempt, MailKind, Refused, due_again
from lambdas.shared.domain.deployment_check import CheckResult
from lambdas.shared.domain.named_mails import NamedMails
from lambdas.shared.domain.record import Record
from lambdas.shared.domain.settings import PipelineSettings

CHECK_MAILS = NamedMails("check_mails", "check mail")


def recipients(record: Record, settings: PipelineSettings) -> tuple[str, ...]:
    """The second address; of a refusal the approvers too."""
    second = (settings.escalation_email,)
    approvers = (settings.approver_email, settings.second_approver_email if settings.approvals > 1 else None)
    told = (*approvers, *second) if record.main.get("check_result") == CheckResult.REFUSED else second
    return tuple(dict.fromkeys(address for address in told if address))


def due_check_mail(record: Record, settings: PipelineSettings, *, now: str) -> MailKind | None:
    """The mail about the newest check that the record calls for at this moment."""
    if record.main.get("check_result") not in {CheckResult.FLAGGED, CheckResult.REFUSED}:
        return None
    if not recipients(record, settings):
        return None
    known = CHECK_MAILS.known(record, name_of(record))
    if known is None:
        return MailKind.CHECK
    return None if known["mail_status"] == "SENT" else due_again(known, now=now)


def claim(record: Record, attempt: Attempt, settings: PipelineSettings) -> Amendment | None:
    """Take the mail upon oneself; None where it is not due any more."""
    if due_check_mail(record, settings, now=attempt.at) is not attempt.kind:
        return None
    return CHECK_MAILS.claimed(record, name_of(record), attempt)


def answered(record: Record, answer: Accepted | Refused, *, name: str) -> Amendment | None:
    """SES accepted the mail, or refused it."""
    return CHECK_MAILS.answered(record, name, answer)


def name_of(record: Record) -> str:
    """Which mail the newest check calls for, among `CHECK_MAILS`."""
    return codec.digest([record.main.get("check_result"), *sentences(record)])


def sentences(record: Record) -> tuple[str, ...]:
    """What the newest check found."""
    return tuple(str(found["text"]) for found in _check(record).get("irregularities", ()))


def _check(record: Record) -> Mapping[str, Any]:
    found: Mapping[str, Any] = record.main.get("deployment_check", {})
    return found
