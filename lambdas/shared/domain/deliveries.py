"""What becomes of a mail that SES has taken, as SES tells of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lambdas.shared.domain.events import PipelineEvent, RefusedEventError
from lambdas.shared.domain.undelivered import is_automatic_reply, is_suppressed

CLAIM_TAG, EXECUTION_TAG = "claim", "execution_id"  # the tags of a mail, which come back with its events
_LONGEST = 1_000  # characters
_WORD = re.compile(r"[A-Za-z]{1,40}")  # of SES's own vocabulary; what a mail server says is never kept


class Fate(StrEnum):
    """The `detail-type` of the event."""

    SENT = "Email Sent"
    DELAYED = "Email Delivery Delayed"
    BOUNCED = "Email Bounced"
    COMPLAINED = "Email Complaint Received"
    REJECTED = "Email Rejected"  # a virus was found in it


_SECTIONS: Mapping[Fate, tuple[str, tuple[str, ...]]] = {  # the part of the event, its reasons
    Fate.SENT: ("send", ()),
    Fate.DELAYED: ("deliveryDelay", ("delayType",)),
    Fate.BOUNCED: ("bounce", ("bounceType", "bounceSubType")),
    Fate.COMPLAINED: ("complaint", ("complaintFeedbackType", "complaintSubType")),
    Fate.REJECTED: ("reject", ("reason",)),
}


class NotADeliveryError(RefusedEventError):
    """An event of another kind or account, or of a mail that is none of ours."""


@dataclass(frozen=True, slots=True)
class Delivery:
    fate: Fate
    execution_id: str
    message_id: str
    claim: str
    at: str
    unreached: tuple[str, ...]  # the addresses at which the mail has not arrived and will not
    reason: str  # "Permanent/General"; empty where SES gives none
    is_automatic_reply: bool = False  # told as a bounce, and none


def read_delivery(event: Mapping[str, Any], *, account_id: str) -> Delivery:
    """
    Turn an event of a configuration set ("Email Bounced", …) into a `Delivery`.

    Raises:
        NotADeliveryError: see there; or of another shape.
    """
    if event.get("source") != "aws.ses" or event.get("detail-type") not in list(Fate):
        raise NotADeliveryError("It is nothing that happens to a mail.")
    fate = Fate(event["detail-type"])
    told = PipelineEvent.read(event, detail_type=fate, account_id=account_id)
    mail = told.within("mail")
    if mail.get("sendingAccountId", account_id) != account_id:
        raise NotADeliveryError("The mail is of another account.")
    section, reasons = _SECTIONS[fate]
    what = told.within(section)
    words = (str(what.get(name) or "") for name in reasons)
    unreached = _unreached(fate, what, mail)
    return Delivery(
        fate=fate,
        execution_id=_tag(mail, EXECUTION_TAG) or _refuse("The mail names no execution."),
        message_id=_text(mail.get("messageId")) or _refuse("The mail has no id."),
        claim=_tag(mail, CLAIM_TAG),
        at=told.at,
        unreached=tuple(address for address in map(_text, unreached) if address),
        reason="/".join(word for word in words if _WORD.fullmatch(word)),
        is_automatic_reply=_is_automatic_reply(fate, what),
    )


def _unreached(fate: Fate, what: Mapping[str, Any], mail: Mapping[str, Any]) -> list[object]:
    if fate is Fate.BOUNCED:
        bounced = _recipients(what, "bouncedRecipients")
        return [each.get("emailAddress") for each in bounced if not is_automatic_reply(what, each)]
    if fate is Fate.COMPLAINED and is_suppressed(what):
        return [each.get("emailAddress") for each in _recipients(what, "complainedRecipients")]
    return _list(mail.get("destination")) if fate is Fate.REJECTED else []


def _is_automatic_reply(fate: Fate, what: Mapping[str, Any]) -> bool:
    recipients = _recipients(what, "bouncedRecipients") if fate is Fate.BOUNCED else []
    return bool(recipients) and all(is_automatic_reply(what, each) for each in recipients)


def _tag(mail: Mapping[str, Any], name: str) -> str:
    """The one value of a tag; empty where there is none."""
    tags = mail.get("tags")
    values = tags.get(name) if isinstance(tags, Mapping) else None
    return _text(values[0]) if isinstance(values, list) and len(values) == 1 else ""


def _recipients(what: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    return [each for each in _list(what.get(name)) if isinstance(each, Mapping)]


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) and len(value) <= _LONGEST else ""


def _refuse(why: str) -> str:
    raise NotADeliveryError(why)


def is_pause_of_account(event: Mapping[str, Any], *, account_id: str) -> bool:
    """From now on SES takes no mail of this account in this region."""
    told = (event.get("source"), event.get("detail-type"), event.get("account"))
    return told == ("aws.ses", "Sending Status Disabled", account_id)
