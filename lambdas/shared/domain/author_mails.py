"""
Which authors are still to hear of a decision, and what each mail leaves on the approval.

Never more than one for each approval and author: where it is not known whether SES took it, it is not repeated.
"""

from lambdas.shared.domain import attempts, codec
from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.attempts import Accepted, Attempt, Refused
from lambdas.shared.domain.record import Attributes, Record
from lambdas.shared.domain.times import later

_DAYS = 1  # after the decision; older news is none
_MOST_ATTEMPTS = 3


def decided_approval(record: Record, *, now: str) -> Attributes | None:
    """The approval by which it was decided, or ran out of time, lately."""
    approval = record.approvals.get(str(record.main.get("action_execution_id", "")))
    is_decided = "decision" in record.main and approval is not None and "decided_at" in approval
    if approval is None or not is_decided or now > later(approval["decided_at"], minutes=_DAYS * 24 * 60):
        return None
    return approval


def untold(approval: Attributes, addresses: tuple[str, ...], *, now: str) -> tuple[str, ...]:
    """Those to write to now: first who was never written to, so that one whom SES refuses keeps nobody waiting."""
    fresh = tuple(address for address in addresses if not _known(approval, address))
    again = (address for address in addresses if _is_due_again(_known(approval, address), now=now))
    return (*fresh, *again)


def claim(record: Record, attempt: Attempt, *, action_execution_id: str) -> Amendment | None:
    approval = record.approvals[action_execution_id]
    if not untold(approval, (attempt.addresses,), now=attempt.at):
        return None
    mail = attempts.claimed(_known(approval, attempt.addresses), attempt)
    return _amendment(approval, "author claimed", attempt.addresses, mail)


def answered(record: Record, answer: Accepted | Refused, *, action_execution_id: str, address: str) -> Amendment:
    approval = record.approvals[action_execution_id]
    event = "author told" if isinstance(answer, Accepted) else "author refused"
    mail = attempts.answered(_known(approval, address), answer)
    if isinstance(answer, Refused) and answer.addresses:  # SES would say the same again
        mail = {**mail, "mail_attempts": _MOST_ATTEMPTS}
    return _amendment(approval, event, address, mail)


def _is_due_again(mail: Attributes, *, now: str) -> bool:
    is_refused = mail.get("mail_status") == "REFUSED" and mail["mail_attempts"] < _MOST_ATTEMPTS
    return is_refused and now >= mail["mail_again_at"]


def _amendment(approval: Attributes, event: str, address: str, mail: Attributes) -> Amendment:
    mails = {**approval.get("author_mails", {}), _name(address): {**_known(approval, address), **mail}}
    return Amendment(event, approvals={approval["action_execution_id"]: {"author_mails": mails}})


def _known(approval: Attributes, address: str) -> Attributes:
    known: Attributes = approval.get("author_mails", {}).get(_name(address), {})
    return known


def _name(address: str) -> str:
    return codec.digest(address)
