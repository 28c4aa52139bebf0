"""
The events of CodePipeline and of the services beside it, read strictly.

What has not the shape that AWS documents is refused: nothing of it reaches the record, and what is said of it names the
place of the fault and never what stands there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from lambdas.shared.domain.times import to_seconds

_LONGEST = 1_000  # characters; CodePipeline's own names have 100 at most


class RefusedEventError(ValueError):
    """No event of the kind that a step waits for. Lambda keeps it with the failed events, whole."""


@dataclass(frozen=True, slots=True)
class PipelineEvent:
    at: str  # as the record writes it
    region: str
    account_id: str
    detail: Mapping[str, Any]

    @classmethod
    def read(cls, event: object, *, detail_type: str, account_id: str | None = None, source: str | None = None) -> Self:
        """
        Take the envelope off; with `account_id` and `source`, only that of an event of this account and service.

        Raises:
            RefusedEventError: of another kind, account or shape.
        """
        if not isinstance(event, Mapping) or event.get("detail-type") != detail_type:
            raise RefusedEventError(f"The event is no {detail_type}.")
        read = cls(
            at=_instant(event, "time"),
            region=_text(event, "region"),
            account_id=_text(event, "account"),
            detail=_mapping(event, "detail"),
        )
        if account_id not in (None, read.account_id):
            raise RefusedEventError("The event is of another account.")
        if source not in (None, event.get("source")):
            raise RefusedEventError("The event is of another service.")
        return read

    def text(self, name: str) -> str:
        return _text(self.detail, name)

    def instant(self, name: str) -> str:
        """An instant of the detail as the record writes it; where it has none, that of the event."""
        return _instant(self.detail, name) if name in self.detail else self.at

    def within(self, name: str) -> Mapping[str, Any]:
        """An object of the detail; an empty one where there is none."""
        return _mapping(self.detail, name) if name in self.detail else {}


def _mapping(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = data.get(name)
    if not isinstance(value, Mapping):
        raise RefusedEventError(f"The event's {name} is no object.")
    return value


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST:
        raise RefusedEventError(f"The event's {name} is no text of 1 to {_LONGEST} characters.")
    return value


def _instant(data: Mapping[str, Any], name: str) -> str:
    try:
        return to_seconds(_text(data, name))
    except (ValueError, OverflowError):
        raise RefusedEventError(f"The event's {name} is no instant.") from None
