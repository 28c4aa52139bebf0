"""How long a record is kept, and the legal hold that keeps it longer."""

from datetime import timedelta

from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.record import Record
from lambdas.shared.domain.times import read_time

EXPIRES_ON = "expires_on"  # seconds since 1970; DynamoDB deletes an item some days after it, and keeps one without it
NEVER = 253_402_300_799  # the last second of the year 9999: nothing that is written later makes it sooner
EXPIRING, HELD = "retention=expires", "retention=held"  # tags of the objects in S3; the lifecycle rule obeys the first

_OF_A_HOLD = ("legal_hold", "held_by", "held_at", "expires_on_unless_held")


def expires_on(created_at: str, *, days: int) -> int:
    return int((read_time(created_at) + timedelta(days=days)).timestamp())


def hold_amendment(record: Record, *, reason: str, by: str, at: str) -> Amendment | None:
    """Keep the record until the hold is released; None where it is held already."""
    if "legal_hold" in record.main:
        return None
    before = record.main.get(EXPIRES_ON)
    unless_held = {} if before is None else {"expires_on_unless_held": before}
    held = {"legal_hold": reason, "held_by": by, "held_at": at, EXPIRES_ON: NEVER, **unless_held}
    return Amendment("legal hold placed", main=held)


def release_amendment(record: Record) -> Amendment | None:
    """Keep the record as long as if it had never been held; None where it is not."""
    if "legal_hold" not in record.main:
        return None
    before = record.main.get("expires_on_unless_held")
    if before is None:
        return Amendment("legal hold released", without=(*_OF_A_HOLD, EXPIRES_ON))
    return Amendment("legal hold released", main={EXPIRES_ON: before}, without=_OF_A_HOLD)
