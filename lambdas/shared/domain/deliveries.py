"""What becomes of a mail that SES has taken, as SES tells of it, and what that makes true of the record."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lambdas.shared.domain import mails, notices
from lambdas.shared.domain.addresses import without
from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.attempts import Accepted
from lambdas.shared.domain.events import PipelineEvent, RefusedEventError
from lambdas.shared.domain.record import Attributes, Record

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


_SECTIONS: Mapping[Fate, tuple[str, str, tuple[str, ...]]] = {  # the part of the event, its addressees, its reasons
    Fate.SENT: ("send", "", ()),
    Fate.DELAYED: ("deliveryDelay", "delayedRecipients", ("delayType",)),
    Fate.BOUNCED: ("bounce", "bouncedRecipients", ("bounceType", "bounceSubType")),
    Fate.COMPLAINED: ("complaint", "complainedRecipients", ("complaintFeedbackType", "complaintSubType")),
    Fate.REJECTED: ("reject", "", ("reason",)),
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
    addresses: tuple[str, ...]  # those that it happened to
    reason: str  # "Permanent/General"; empty where SES gives none


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
    section, addressees, reasons = _SECTIONS[fate]
    what = told.within(section)
    words = (str(what.get(name) or "") for name in reasons)
    return Delivery(
        fate=fate,
        execution_id=_tag(mail, EXECUTION_TAG) or _refuse("The mail names no execution."),
        message_id=_text(mail.get("messageId")) or _refuse("The mail has no id."),
        claim=_tag(mail, CLAIM_TAG),
        at=told.at,
        addresses=_addresses(what.get(addressees)),
        reason="/".join(word for word in words if _WORD.fullmatch(word)),
    )


def _tag(mail: Mapping[str, Any], name: str) -> str:
    """The one value of a tag; empty where there is none."""
    tags = mail.get("tags")
    values = tags.get(name) if isinstance(tags, Mapping) else None
    return _text(values[0]) if isinstance(values, list) and len(values) == 1 else ""


def _addresses(addressees: object) -> tuple[str, ...]:
    each = addressees if isinstance(addressees, list) else []
    found = (_text(one.get("emailAddress")) for one in each if isinstance(one, Mapping))
    return tuple(address for address in found if address)


def _text(value: object) -> str:
    return value if isinstance(value, str) and len(value) <= _LONGEST else ""


def _refuse(why: str) -> str:
    raise NotADeliveryError(why)


def is_pause_of_account(event: Mapping[str, Any], *, account_id: str) -> bool:
    """From now on SES takes no mail of this account in this region."""
    told = (event.get("source"), event.get("detail-type"), event.get("account"))
    return told == ("aws.ses", "Sending Status Disabled", account_id)


def delivery_amendment(record: Record, delivery: Delivery) -> Amendment | None:
    """
    What this makes true of the record; None where it is of no mail that the record knows, or no news.

    Of a mail whose sending nobody had an answer to, every such event says that SES did take it.
    """
    amendment = _taken(record, delivery)
    if delivery.fate is Fate.SENT:
        return amendment
    known = {"mail_message_id": delivery.message_id, "mail_claim": delivery.claim or None}
    if not any(known.get(name) == value for name, value in _mails_told(record)):
        return None
    problems = dict(record.main.get("mail_problems", {}))
    problem = {"what": str(delivery.fate), "at": delivery.at, "reason": delivery.reason}
    problems.setdefault(f"{delivery.message_id} {delivery.fate}", problem)
    out = _unreachable(record, delivery)
    told = {**(amendment.main if amendment else {}), "mail_problems": problems, **out}
    return Amendment(delivery.fate.lower(), told, amendment.approvals if amendment else {})


def _taken(record: Record, delivery: Delivery) -> Amendment | None:
    """The answer that got lost, where the mail of this claim still waits for one."""
    for id_, approval in record.approvals.items():
        if _waits_for(approval, delivery):
            return mails.answered(record, id_, _accepted(approval, delivery))
    for error, notice in record.main.get("notices", {}).items():
        if _waits_for(notice, delivery):
            return notices.settled(record, _accepted(notice, delivery), name=error)
    return None


def _waits_for(mail: Attributes, delivery: Delivery) -> bool:
    is_open = mail.get("mail_status") == "SENDING"
    return is_open and bool(delivery.claim) and mail.get("mail_claim") == delivery.claim


def _accepted(mail: Attributes, delivery: Delivery) -> Accepted:
    return Accepted(delivery.message_id, str(mail.get("mail_for", "")), delivery.at)


def _unreachable(record: Record, delivery: Delivery) -> dict[str, Any]:
    """A complaint came from somebody who has read the mail; later ones bounce, should SES suppress them."""
    if delivery.fate is not Fate.BOUNCED:
        return {}
    return without(record, delivery.addresses, why=f"bounced: {delivery.reason}", at=delivery.at)


def _mails_told(record: Record) -> Iterator[tuple[str, Any]]:
    """Every message id and claim that the trail tells of: a later mail takes the place of an earlier one."""
    for entry in record.trail:
        yield from _leaves(entry.details)


def _leaves(value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, inner in value.items():
        if isinstance(inner, Mapping):
            yield from _leaves(inner)
        else:
            yield name, inner
