"""
Who is written to: from the settings alone, less the addresses that are known to take no mail of this execution.

An address is unreachable once a mail to it bounced, or once SES refused it for good (an address that is not verified
in the sandbox, one that cannot exist). What was meant for the approver then goes to the second address.
"""

from dataclasses import dataclass
from typing import Any

from lambdas.shared.domain.attempts import MailKind, repeated
from lambdas.shared.domain.record import Attributes, Record
from lambdas.shared.domain.settings import PipelineSettings

UNREACHABLE = "unreachable_addresses"  # on the main item: addresses in small letters, each with the reason
SINCE = "unreachable_since"  # beside it, for the stream's filter, which sees no maps
BY_EVENT = ("bounced", "suppressed", "rejected")  # how a reason begins that SES's events told; others: its refusals
_SEPARATOR = ", "


@dataclass(frozen=True, slots=True)
class Addresses:
    approver: str
    second: str | None
    unreachable: frozenset[str]

    @property
    def is_escalated(self) -> bool:
        """The second address stands in for the approver's."""
        return self._is_out(self.approver) and self.second is not None and not self._is_out(self.second)

    def of(self, kind: MailKind) -> tuple[str, ...]:
        """Where no address takes mail the approver's is tried all the same: an operator may have mended it."""
        if self.is_escalated and self.second:
            return (self.second,)
        both = kind is MailKind.LAST_REMINDER and self.second and not self._is_out(self.second)
        return (self.approver, self.second) if both and self.second else (self.approver,)

    def instead(self, kind: MailKind, mail: Attributes) -> MailKind:
        """This kind after one that SES refused; a repetition where SES has taken such a mail for the address before."""
        taken = split(str(mail["mail_to"])) if "mailed_at" in mail else ()
        return repeated(kind) if set(self.of(kind)) <= set(taken) else kind

    def is_missed(self, mail: Attributes) -> bool:
        """This mail reached nobody, and the second address has not had it yet."""
        return self.is_escalated and not has_reached(mail, self.unreachable)

    def _is_out(self, address: str) -> bool:
        return address.lower() in self.unreachable


def addresses_of(record: Record, settings: PipelineSettings) -> Addresses:
    """Of the approval that waits now; without one, of the first approver."""
    approval = record.waiting_approval
    approver = settings.approver_of(approval["action_name"] if approval else "")
    return Addresses(approver, settings.escalation_email, unreachable(record))


def unreachable(record: Record) -> frozenset[str]:
    return frozenset(record.main.get(UNREACHABLE, {}))


def has_reached(mail: Attributes, unreachable: frozenset[str]) -> bool:
    """SES took this mail for an address that no bounce has come from."""
    addresses = split(str(mail.get("mail_to", "")))
    return "mailed_at" in mail and any(address.lower() not in unreachable for address in addresses)


def split(mail_to: str) -> tuple[str, ...]:
    return tuple(mail_to.split(_SEPARATOR))


def joined(addresses: tuple[str, ...]) -> str:
    """As a mail's `mail_to` has them."""
    return _SEPARATOR.join(addresses)


def taken_again(record: Record, addresses: tuple[str, ...]) -> dict[str, Any]:
    """The attributes once SES has taken a mail to these, which it had refused; what bounced stays unreachable."""
    known = dict(record.main.get(UNREACHABLE, {}))
    again = {address.lower() for address in addresses}
    still = {name: why for name, why in known.items() if name not in again or why.startswith(BY_EVENT)}
    return {UNREACHABLE: still} if still != known else {}


def without(record: Record, addresses: tuple[str, ...], *, why: str, at: str) -> dict[str, Any]:
    """The attributes of the main item that say that these take no mail; none where it says so already."""
    known = dict(record.main.get(UNREACHABLE, {}))
    news = {address.lower(): why for address in addresses if address.lower() not in known}
    return {UNREACHABLE: {**known, **news}, SINCE: record.main.get(SINCE, at)} if news else {}
