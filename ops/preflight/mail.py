"""Whether Amazon SES would send the mail to the people it is for."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from ops.preflight.check import Check, State, readable
from ops.preflight.needs import Needs

_NEARLY = 0.8  # of what may be sent in 24 hours


@dataclass(frozen=True, slots=True)
class MailAccount:
    is_in_sandbox: bool
    may_send: bool
    sent: float  # in the last 24 hours
    most: float  # that may be sent in 24 hours; -1: without limit


class Mail(Protocol):
    def account(self) -> MailAccount: ...

    def is_verified(self, identity: str) -> bool: ...


def mail_checks(needs: Needs, mail: Mail) -> Iterator[Check]:
    account = mail.account()
    if not account.may_send:
        yield Check("mail", State.FAIL, "SES has paused this account's sending", "Look at the SES console.")
    yield _sandbox(account)
    yield readable("sender", lambda: _identity("sender", needs.sender, mail))
    if account.is_in_sandbox:
        for recipient in needs.recipients:
            yield readable("recipient", partial(_identity, "recipient", recipient, mail))
    yield _quota(account)


def _sandbox(account: MailAccount) -> Check:
    if not account.is_in_sandbox:
        return Check("mail sandbox", State.OK, "this account may mail anybody")
    remedy = "Verify every recipient, or ask for production access in the SES console."
    return Check("mail sandbox", State.WARN, "only verified addresses get mail", remedy)


def _identity(what: str, address: str, mail: Mail) -> Check:
    """The address itself, or its domain."""
    if mail.is_verified(address) or mail.is_verified(address.partition("@")[2]):
        return Check(what, State.OK, f"{address} is verified")
    remedy = f"Click the link in the mail that SES sent to {address}, or verify its domain."
    return Check(what, State.FAIL, f"{address} is not verified", remedy)


def _quota(account: MailAccount) -> Check:
    if 0 <= account.most <= account.sent / _NEARLY:
        found = f"{account.sent:,.0f} of {account.most:,.0f} mails were sent in 24 hours"
        return Check("mail quota", State.WARN, found, "Ask for a higher sending quota.")
    most = "any number of" if account.most < 0 else f"{account.most:,.0f}"
    return Check("mail quota", State.OK, f"{most} mails in 24 hours")
