"""What SES tells of a mail, and what that makes true of the record."""

from collections.abc import Iterator, Mapping
from typing import Any

from lambdas.shared.domain import mails
from lambdas.shared.domain.addresses import BY_EVENT, without
from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.attempts import Accepted
from lambdas.shared.domain.check_mails import CHECK_MAILS
from lambdas.shared.domain.deliveries import Delivery, Fate
from lambdas.shared.domain.notices import NOTICES
from lambdas.shared.domain.record import Attributes, Record

_AUTOMATIC_REPLY = "Automatic Reply"
_WHY = dict(zip((Fate.BOUNCED, Fate.COMPLAINED, Fate.REJECTED), BY_EVENT, strict=True))  # of unreachable addresses


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
    what = _AUTOMATIC_REPLY if delivery.is_automatic_reply else str(delivery.fate)
    problems.setdefault(f"{delivery.message_id} {what}", {"what": what, "at": delivery.at, "reason": delivery.reason})
    why = ": ".join(filter(None, (_WHY.get(delivery.fate), delivery.reason)))
    out = without(record, delivery.unreached, why=why, at=delivery.at)
    told = {**(amendment.main if amendment else {}), "mail_problems": problems, **out}
    return Amendment(what.lower(), told, amendment.approvals if amendment else {})


def is_infected(record: Record) -> bool:
    """SES has found a virus in a mail of this execution; in the report most likely, which has the diff."""
    return any(problem["what"] == Fate.REJECTED for problem in record.main.get("mail_problems", {}).values())


def _taken(record: Record, delivery: Delivery) -> Amendment | None:
    """The answer that got lost, where the mail of this claim still waits for one."""
    for id_, approval in record.approvals.items():
        if _waits_for(approval, delivery):
            return mails.answered(record, id_, _accepted(approval, delivery))
    for named in (NOTICES, CHECK_MAILS):
        for name, mail in named.all(record).items():
            if _waits_for(mail, delivery):
                return named.answered(record, name, _accepted(mail, delivery))
    return None


def _waits_for(mail: Attributes, delivery: Delivery) -> bool:
    is_open = mail.get("mail_status") == "SENDING"
    return is_open and bool(delivery.claim) and mail.get("mail_claim") == delivery.claim


def _accepted(mail: Attributes, delivery: Delivery) -> Accepted:
    return Accepted(delivery.message_id, str(mail.get("mail_for", "")), delivery.at)


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
