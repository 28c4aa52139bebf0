"""
The attempts at one mail, and what each leaves on the record.

An attempt is claimed on the record before SES is called, so that of two functions one sends. Then one of three things
is known. SES accepted: SENT. SES refused: nobody was written to, and the claim is given up. Neither (the call timed
out, the function was killed): the mail may or may not have gone out. Then SES's own event that it has sent the mail,
which carries the claim, may still settle it (see `deliveries`). If that does not come either, nothing can tell. Silence
could leave an approver waiting for ever, a repetition only tells them twice; so it is sent again, marked as such.
"""

from dataclasses import dataclass
from enum import StrEnum

from lambdas.shared.domain.record import Attributes
from lambdas.shared.domain.times import later

_UNCERTAIN_MINUTES = 10  # far longer than a function runs
_FREQUENT_ATTEMPTS = 6  # of one mail
_SELDOM_MINUTES = 60  # after that: SES is out of order for longer, and the approval still waits
_QUICK_ATTEMPTS = 3  # refused more often than this, it rests between attempts: each writes to the stream that calls
_REST_MINUTES = 5


class MailKind(StrEnum):
    """What the approver is told; the first three in the order in which they are due."""

    FIRST = "FIRST"
    REMINDER = "REMINDER"
    LAST_REMINDER = "LAST_REMINDER"  # before the approval expires; goes to the second address too
    ESCALATION = "ESCALATION"  # the brief for the second address, because no mail reaches the approver's
    NOTICE = "NOTICE"  # there is no analysis
    REPEATED_NOTICE = "REPEATED_NOTICE"
    ESCALATED_NOTICE = "ESCALATED_NOTICE"  # the notice for the second address
    DECISION = "DECISION"  # what authors hear
    CHECK = "CHECK"  # what the check before the deployment found
    REPEATED_CHECK = "REPEATED_CHECK"


NOTICES = frozenset({MailKind.NOTICE, MailKind.REPEATED_NOTICE, MailKind.ESCALATED_NOTICE})
CHECKS = frozenset({MailKind.CHECK, MailKind.REPEATED_CHECK})
_REPEATED = {
    MailKind.FIRST: MailKind.REMINDER,
    MailKind.ESCALATION: MailKind.REMINDER,
    MailKind.NOTICE: MailKind.REPEATED_NOTICE,
    MailKind.ESCALATED_NOTICE: MailKind.REPEATED_NOTICE,
    MailKind.CHECK: MailKind.REPEATED_CHECK,
}


@dataclass(frozen=True, slots=True)
class Accepted:
    message_id: str
    mailed_to: str
    at: str
    claim: str = ""  # of the attempt that it answers; empty: of the one that waits


@dataclass(frozen=True, slots=True)
class Refused:
    reason: str  # the name of SES's error
    at: str
    addresses: tuple[str, ...] = ()  # to which no mail can go; none where SES takes no mail at all for a while
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    kind: MailKind
    claim: str  # travels with the mail, and comes back with SES's events about it
    addresses: str  # whom it is for
    at: str


def claimed(known: Attributes, attempt: Attempt) -> Attributes:
    """An attempt begins; `known`: what the attempts before it left."""
    is_repetition = known.get("mail_status") in {"SENDING", "REFUSED"}
    number = int(known.get("mail_attempts", 0)) + 1 if is_repetition else 1
    return {
        "mail_status": "SENDING",
        "mail_kind": str(attempt.kind),
        "mail_claim": attempt.claim,
        "mail_for": attempt.addresses,
        "mail_attempts": number,
        "mail_again_at": later(
            attempt.at, minutes=_UNCERTAIN_MINUTES if number < _FREQUENT_ATTEMPTS else _SELDOM_MINUTES
        ),
    }


def answered(known: Attributes, answer: Accepted | Refused) -> Attributes:
    """SES said yes or no."""
    if isinstance(answer, Accepted):
        return {
            "mail_status": "SENT",
            "mail_message_id": answer.message_id,
            "mailed_at": answer.at,
            "mail_to": answer.mailed_to,
        }
    is_persistent = known["mail_attempts"] >= _QUICK_ATTEMPTS
    again_at = later(answer.at, minutes=_REST_MINUTES) if is_persistent else answer.at
    return {"mail_status": "REFUSED", "mail_refusal": answer.reason, "mail_again_at": again_at}


def is_overtaken(known: Attributes, answer: Accepted | Refused) -> bool:
    """SES's event settled the attempt before its answer could be kept, and another mail has been claimed since."""
    return bool(answer.claim) and known.get("mail_claim") != answer.claim


def due_again(known: Attributes, *, now: str) -> MailKind | None:
    """A mail that was refused is sent again as it was; one that may have arrived, as a repetition."""
    is_uncertain = known["mail_status"] == "SENDING"
    if now < known["mail_again_at"]:
        return None
    kind = MailKind(known["mail_kind"])
    return repeated(kind) if is_uncertain else kind


def repeated(kind: MailKind) -> MailKind:
    """What the reader gets who may have had this one."""
    return _REPEATED.get(kind, kind)
