"""
When the approver is to be told that there is no analysis, and why.

Extraction that fails writes one sentence on the record and stops the pipeline: no approval opens, so no brief goes out.
Each sentence is told once, however often the stage is retried and fails in the same way.
"""

from lambdas.shared.domain import attempts, codec
from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.attempts import Accepted, MailKind, Refused, due_again
from lambdas.shared.domain.record import Attributes, Record
from lambdas.shared.domain.standing import status_of
from lambdas.shared.domain.status import Status


def due_notice(record: Record, *, now: str) -> MailKind | None:
    """The notice that the record calls for at this moment."""
    if "extraction_error" not in record.main or status_of(record) is not Status.FAILED:
        return None  # what extraction wrote over an execution that had been stopped is no news
    known = _notices(record).get(_name(record.main["extraction_error"]))
    if known is None:
        return MailKind.NOTICE
    return None if known["mail_status"] == "SENT" else due_again(known, now=now)


def claim(record: Record, kind: MailKind, *, error: str, now: str) -> Amendment | None:
    """Take the notice of this error upon oneself; None where it is not due any more, or another error is."""
    if record.main.get("extraction_error") != error or due_notice(record, now=now) is not kind:
        return None
    return _amendment(record, "notice claimed", error, attempts.claimed(_known(record, error), kind, now=now))


def answered(record: Record, answer: Accepted | Refused, *, error: str) -> Amendment:
    """SES accepted the notice of this error, or refused it."""
    event = "notice sent" if isinstance(answer, Accepted) else "notice refused"
    return _amendment(record, event, error, attempts.answered(_known(record, error), answer))


def _amendment(record: Record, event: str, error: str, attributes: Attributes) -> Amendment:
    notice = {**_known(record, error), **attributes}
    return Amendment(event, {"notices": {**_notices(record), _name(error): notice}})


def _notices(record: Record) -> dict[str, Attributes]:
    return dict(record.main.get("notices", {}))


def _known(record: Record, error: str) -> Attributes:
    return _notices(record).get(_name(error), {})


def _name(error: str) -> str:
    """Each error has an entry of its own in the map `notices`."""
    return codec.digest(error)
