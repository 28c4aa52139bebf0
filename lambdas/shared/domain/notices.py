"""
When the approver is to be told that there is no analysis, and why.

Extraction that fails writes one sentence on the record and stops the pipeline: no approval opens, so no brief goes out.
Each sentence is told once, however often the stage is retried and fails in the same way.
"""

from lambdas.shared.domain import codec
from lambdas.shared.domain.addresses import addresses_of, without
from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.attempts import Accepted, Attempt, MailKind, Refused, due_again
from lambdas.shared.domain.named_mails import NamedMails
from lambdas.shared.domain.record import Record
from lambdas.shared.domain.settings import PipelineSettings
from lambdas.shared.domain.standing import status_of
from lambdas.shared.domain.status import Status

NOTICES = NamedMails("notices", "notice")


def due_notice(record: Record, settings: PipelineSettings, *, now: str) -> MailKind | None:
    """The notice that the record calls for at this moment."""
    if "extraction_error" not in record.main or status_of(record) is not Status.FAILED:
        return None  # what extraction wrote over an execution that had been stopped is no news
    addresses = addresses_of(record, settings)
    first = MailKind.ESCALATED_NOTICE if addresses.is_escalated else MailKind.NOTICE
    known = NOTICES.known(record, _name(record.main["extraction_error"]))
    if known is None:
        return first
    if known["mail_status"] == "SENT":
        return first if addresses.is_missed(known) else None
    kind = due_again(known, now=now)
    return addresses.instead(first, known) if kind in {MailKind.NOTICE, MailKind.ESCALATED_NOTICE} else kind


def claim(record: Record, attempt: Attempt, settings: PipelineSettings, *, error: str) -> Amendment | None:
    """Take the notice of this error upon oneself; None where it is not due any more, or another error is."""
    is_due = due_notice(record, settings, now=attempt.at) is attempt.kind
    if not is_due or record.main.get("extraction_error") != error:
        return None
    return NOTICES.claimed(record, _name(error), attempt)


def answered(record: Record, answer: Accepted | Refused, *, error: str) -> Amendment | None:
    """SES accepted the notice of this error, or refused it."""
    out = without(record, answer.addresses, why=answer.reason, at=answer.at) if isinstance(answer, Refused) else {}
    return NOTICES.answered(record, _name(error), answer, also=out)


def _name(error: str) -> str:
    """Each error has a notice of its own."""
    return codec.digest(error)
