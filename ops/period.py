"""From when until when: `2026-11`, `2026-11-23`, `2026-11-23T08:00Z`, or `7d` for the last seven days."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import click

from lambdas.shared.domain.times import read_time, to_text

_DAYS = re.compile(r"(\d{1,4})d")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_SECOND = timedelta(seconds=1)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Period:
    """Of the instants at which executions began; empty: unbounded."""

    since: str = ""
    until: str = ""  # the last instant that is still of it

    def __contains__(self, at: str) -> bool:
        return self.since <= at and (not self.until or at <= self.until)


class Instant(click.ParamType[str]):
    """The beginning of what is named; with `is_end`, its last second: `--until 2026-11` is all of November."""

    name = "when"

    def __init__(self, *, is_end: bool = False, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._is_end = is_end
        self._now = now

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return to_text(self._read(value))
        except (ValueError, OverflowError):
            self.fail(
                f"{value!r} is no month (2026-11), date (2026-11-23), instant with a zone or age (7d).", param, ctx
            )

    def _read(self, value: str) -> datetime:
        if match := _DAYS.fullmatch(value):
            return self._now() - timedelta(days=int(match[1]))
        if match := _MONTH.fullmatch(value):
            first = datetime(int(match[1]), int(match[2]), 1, tzinfo=UTC)
            following = (first + timedelta(days=31)).replace(day=1)
            return following - _SECOND if self._is_end else first
        if _DATE.fullmatch(value):
            first = datetime.fromisoformat(value).replace(tzinfo=UTC)
            return first + timedelta(days=1) - _SECOND if self._is_end else first
        return read_time(value)
