"""Instants as the record writes them: ISO 8601, UTC, whole seconds ("2026-11-23T02:17:23Z"). They sort as text."""

from datetime import UTC, datetime, timedelta


def to_text(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_time(text: str) -> datetime:
    """
    Read an instant of a record or of an AWS event (which may carry fractions of a second).

    Raises:
        ValueError: no ISO 8601 instant with a zone.
    """
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("an instant without a zone")
    return instant


def to_seconds(text: str) -> str:
    """An instant of an AWS event, as the record writes it."""
    return to_text(read_time(text))


def later(text: str, *, minutes: float) -> str:
    return to_text(read_time(text) + timedelta(minutes=minutes))
