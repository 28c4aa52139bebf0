"""The one clock, as the record writes it."""

from datetime import UTC, datetime

from lambdas.shared.domain.times import to_text


def now() -> str:
    return to_text(datetime.now(UTC))
