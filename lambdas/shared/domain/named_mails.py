"""
Mails about something that a record says, each told once: they stand by name in a map of the main item.

The name is made of what is told, so that other news is another mail and a repetition of the same is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lambdas.shared.domain import attempts
from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.attempts import Accepted, Attempt, Refused
from lambdas.shared.domain.record import Attributes, Record


@dataclass(frozen=True, slots=True)
class NamedMails:
    attribute: str  # the map
    one: str  # what the trail calls such a mail

    def all(self, record: Record) -> dict[str, Attributes]:
        return dict(record.main.get(self.attribute, {}))

    def known(self, record: Record, name: str) -> Attributes | None:
        """What the attempts at it left; None where there was none."""
        return self.all(record).get(name)

    def claimed(self, record: Record, name: str, attempt: Attempt) -> Amendment:
        """An attempt begins."""
        return self._amendment(record, name, "claimed", attempts.claimed(self.known(record, name) or {}, attempt))

    def answered(
        self, record: Record, name: str, answer: Accepted | Refused, *, also: Mapping[str, Any] | None = None
    ) -> Amendment | None:
        """SES accepted it, or refused it, which makes `also` true of the main item."""
        known = self.known(record, name) or {}
        if attempts.is_overtaken(known, answer):
            return None
        event = "sent" if isinstance(answer, Accepted) else "refused"
        return self._amendment(record, name, event, attempts.answered(known, answer), also or {})

    def _amendment(
        self, record: Record, name: str, event: str, attributes: Attributes, also: Mapping[str, Any] | None = None
    ) -> Amendment:
        mails = self.all(record)
        mail = {**mails.get(name, {}), **attributes}
        return Amendment(f"{self.one} {event}", {**(also or {}), self.attribute: {**mails, name: mail}})
