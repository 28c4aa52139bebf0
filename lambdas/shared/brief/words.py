"""Counts, times and places as a person would say them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

_DAY, _HOUR = 86_400, 3_600
_UNITS = (("day", _DAY), ("hour", _HOUR), ("minute", 60))


def count(number: int, noun: str, plural: str | None = None) -> str:
    """1,204 files; 1 file; no files."""
    if number == 1:
        return f"1 {noun}"
    return f"{f'{number:,}' if number else 'no'} {plural or noun + 's'}"


def listed(items: Sequence[str]) -> str:
    """One, two and three."""
    return " and ".join((", ".join(items[:-1]), items[-1])) if len(items) > 1 else "".join(items)


def sentence(text: str) -> str:
    """`text` with a capital at its start and a full stop at its end, if it has none."""
    text = text.strip()
    return text if not text else text[0].upper() + text[1:] + ("" if text[-1] in ".!?\N{HORIZONTAL ELLIPSIS}" else ".")


def at(moment: datetime) -> str:
    """Monday 30 November 2026 at 02:17 UTC."""
    return f"{moment:%A} {moment.day} {moment:%B %Y} at {moment:%H:%M} {moment.tzname()}"


def duration(span: timedelta) -> str:
    """The two largest units at most, and of days the nearest hour: 6 days and 23 hours."""
    seconds = max(0, int(span.total_seconds()))
    if seconds >= _DAY:
        seconds = (seconds + _HOUR // 2) // _HOUR * _HOUR
    parts = []
    for noun, length in _UNITS:
        number, seconds = divmod(seconds, length)
        if number:
            parts.append(count(number, noun))
    return listed(parts[:2]) or "less than a minute"


def percent(part: int, whole: int) -> str:
    """Never rounded to all or nothing: 99 % of 10,000 is not 100 %, and 1 of 10,000 is not 0 %."""
    share = 100 * part // whole if whole else 100
    return "less than 1 %" if part and not share else f"{share} %"


def place(path: str, line: int | None, end: int | None = None, *, is_removed: bool = False) -> str:
    """sample/app.py, line 12; read aloud as it is written."""
    if line is None:
        return path
    former = "former " if is_removed else ""
    return f"{path}, {former}lines {line} to {end}" if end and end > line else f"{path}, {former}line {line}"
