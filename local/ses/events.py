"""
What SES tells the default event bus of each mail, in the shape of the events that AWS publishes.

https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from local.event_bus import PutEvent
from local.ses.sent_mail import SentMail
from local.ses.simulator import EventType, Fate, fates

_SECONDS = 1.0  # until a mail server has answered
_NAMES: Mapping[EventType, tuple[str, str, str]] = {  # detail-type, eventType, the event's own part
    EventType.SEND: ("Email Sent", "Send", "send"),
    EventType.REJECT: ("Email Rejected", "Reject", "reject"),
    EventType.DELIVERY: ("Email Delivered", "Delivery", "delivery"),
    EventType.BOUNCE: ("Email Bounced", "Bounce", "bounce"),
    EventType.COMPLAINT: ("Email Complaint Received", "Complaint", "complaint"),
}


@dataclass(frozen=True, slots=True)
class MailEvents:
    put_event: PutEvent
    event_types: Callable[[str], frozenset[str]]  # those that this configuration set tells the event bus of
    after: Callable[[float, Callable[[], None]], object]  # so many seconds

    def tell(self, mail: SentMail) -> None:
        """That it was sent at once, so that the sender hears of it as early as of SES's answer; the rest later."""
        wanted, at = self.event_types(mail.configuration_set), _now()
        if EventType.SEND in wanted:
            self._put(mail, Fate(EventType.SEND, {}), at)
        later = [fate for fate in fates(mail, at=at) if fate.event_type in wanted]
        if later:
            self.after(_SECONDS, lambda: self._put_all(mail, later, at))

    def _put_all(self, mail: SentMail, fates: list[Fate], at: str) -> None:
        for fate in fates:
            self._put(mail, fate, at)

    def _put(self, mail: SentMail, fate: Fate, at: str) -> None:
        detail_type, event_type, section = _NAMES[fate.event_type]
        detail = {"eventType": event_type, "mail": _told(mail, at), section: dict(fate.details)}
        self.put_event(source="aws.ses", detail_type=detail_type, resources=[_arn(mail)], detail=detail)


def _told(mail: SentMail, at: str) -> dict[str, Any]:
    scope = f"arn:aws:ses:{mail.region}:{mail.account_id}"
    return {
        "timestamp": at,
        "source": mail.sender,
        "sourceArn": f"{scope}:identity/{mail.sender_address}",
        "sendingAccountId": mail.account_id,
        "messageId": mail.message_id,
        "destination": mail.recipients,
        "headersTruncated": False,
        "headers": mail.headers,
        "commonHeaders": {
            "from": [mail.sender],
            "to": mail.recipients,
            "messageId": mail.message_id,
            "subject": mail.subject,
        },
        "tags": {
            "ses:source-tls-version": ["TLSv1.3"],
            "ses:operation": ["SendEmail"],
            "ses:configuration-set": [mail.configuration_set],
            "ses:source-ip": ["127.0.0.1"],
            "ses:from-domain": [mail.sender_address.partition("@")[2]],
            "ses:caller-identity": [mail.caller_arn.partition("/")[2].partition("/")[0] or "root"],
            **mail.tags,
        },
    }


def _arn(mail: SentMail) -> str:
    return f"arn:aws:ses:{mail.region}:{mail.account_id}:configuration-set/{mail.configuration_set}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
