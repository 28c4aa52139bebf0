"""
What becomes of a mail: it is delivered, unless it goes to an address of SES's mailbox simulator or carries a virus.

https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-email-simulator; what the events hold:
https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import uuid4

from local.ses.sent_mail import SentMail

_DOMAIN = "simulator.amazonses.com"
_VIRUS = ("X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE", "!$H+H*")  # in pieces: scanners look
_MTA = "dns; a0-0.smtp-out.amazonses.com"


class EventType(StrEnum):
    """As a configuration set's event destination names them."""

    SEND = "SEND"
    REJECT = "REJECT"
    DELIVERY = "DELIVERY"
    BOUNCE = "BOUNCE"
    COMPLAINT = "COMPLAINT"


@dataclass(frozen=True, slots=True)
class Fate:
    event_type: EventType
    details: Mapping[str, Any]  # the event's own part of the `detail`


def fates(mail: SentMail, *, at: str) -> Iterator[Fate]:
    """What follows upon the mail's being sent, in this order; `at` is the time that the events carry."""
    if "".join(_VIRUS).encode() in mail.content:
        yield Fate(EventType.REJECT, {"reason": "Bad content"})
        return
    for recipient in mail.recipients:
        mailbox, _, domain = recipient.lower().partition("@")
        happens = _SIMULATED.get(mailbox.partition("+")[0]) if domain == _DOMAIN else None
        yield from (happens or _delivered)(recipient, at)


def _delivered(recipient: str, at: str) -> Iterator[Fate]:
    answer = {"smtpResponse": "250 2.6.0 Message received", "reportingMTA": "a0-0.smtp-out.amazonses.com"}
    yield Fate(EventType.DELIVERY, {"timestamp": at, "processingTimeMillis": 1000, "recipients": [recipient], **answer})


def _bounced(recipient: str, at: str) -> Iterator[Fate]:
    notification = {"action": "failed", "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1 user unknown"}
    yield _bounce("Permanent", "General", {"emailAddress": recipient, **notification}, at, reportingMTA=_MTA)


def _suppressed(recipient: str, at: str) -> Iterator[Fate]:
    why = "Amazon SES has suppressed sending to this address because it has a recent history of bouncing"
    notification = {"action": "failed", "status": "5.1.1", "diagnosticCode": why}
    told = {"emailAddress": recipient, **notification}
    yield _bounce("Permanent", "Suppressed", told, at, reportingMTA="dns; amazonses.com")


def _complained(recipient: str, at: str) -> Iterator[Fate]:
    yield from _delivered(recipient, at)
    details = {
        "feedbackId": str(uuid4()),
        "complaintSubType": None,
        "complainedRecipients": [{"emailAddress": recipient}],
        "timestamp": at,
        "userAgent": "Amazon SES Mailbox Simulator",
        "complaintFeedbackType": "abuse",
        "arrivalDate": at,
    }
    yield Fate(EventType.COMPLAINT, details)


def _out_of_office(recipient: str, at: str) -> Iterator[Fate]:
    """It arrives; the automatic reply is told as a bounce to which no delivery status notification belongs."""
    yield from _delivered(recipient, at)
    yield _bounce("Transient", "General", {"emailAddress": recipient}, at)


def _bounce(kind: str, subtype: str, recipient: Mapping[str, str], at: str, **more: str) -> Fate:
    details = {
        "feedbackId": str(uuid4()),
        "bounceType": kind,
        "bounceSubType": subtype,
        "bouncedRecipients": [dict(recipient)],
        "timestamp": at,
        **more,
    }
    return Fate(EventType.BOUNCE, details)


_SIMULATED: Mapping[str, Callable[[str, str], Iterator[Fate]]] = {
    "success": _delivered,
    "bounce": _bounced,
    "suppressionlist": _suppressed,
    "complaint": _complained,
    "ooto": _out_of_office,
}
