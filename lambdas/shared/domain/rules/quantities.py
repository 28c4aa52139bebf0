"""Values with units as code writes them, and as people say them."""

import re
from dataclasses import dataclass

_SECONDS = {
    "ns": 1e-9,
    "us": 1e-6,
    "ms": 1e-3,
    "milli": 1e-3,
    "millis": 1e-3,
    "millisecond": 1e-3,
    "milliseconds": 1e-3,
    "s": 1,
    "sec": 1,
    "secs": 1,
    "second": 1,
    "seconds": 1,
    "m": 60,
    "min": 60,
    "mins": 60,
    "minute": 60,
    "minutes": 60,
    "h": 3_600,
    "hour": 3_600,
    "hours": 3_600,
    "d": 86_400,
    "day": 86_400,
    "days": 86_400,
    "week": 604_800,
    "weeks": 604_800,
}
_MEBIBYTES = {
    "": 1,
    "m": 1,
    "mb": 1,
    "mib": 1,
    "mi": 1,
    "g": 1_024,
    "gb": 1_024,
    "gib": 1_024,
    "gi": 1_024,
    "gibibytes": 1_024,
    "mebibytes": 1,
    "k": 1 / 1_024,
    "kb": 1 / 1_024,
    "ki": 1 / 1_024,
}

_CALL = re.compile(
    r"\b(?:\w+(?:\.|::))*(?:Duration|Size|TimeSpan|ChronoUnit)(?:\.|::)(?:of|from_?)?_?([a-zA-Z]+)\(\s*([\d_.]+)\s*\)",
    re.IGNORECASE,
)
_NAMED_UNIT = re.compile(
    r"^\(?\s*([\d_.]+)\s*\*\s*(?:\w+\.)*_?(?:ONE_|1_)?([A-Za-z]+)\s*\)?$|^\(?\s*(?:\w+\.)*([A-Za-z]+)\s*\*\s*([\d_.]+)\s*\)?$"
)
_MEMBER = re.compile(r"^([\d_]+)\.([a-z]+)(?:\.\w+(?:\(\))?)*$|^([\d_]+),\s*TimeUnit\.([A-Z]+)$")  # 5.minutes
_ISO = re.compile(r"^[\"']?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?[\"']?$")
_MIXED = re.compile(r"^[\"']?(?:(\d+)d)?\s?(?:(\d+)h)?\s?(?:(\d+)m(?:in)?)?\s?(?:(\d+)s)?[\"']?$")
_PARTS_IN_SECONDS = (86_400, 3_600, 60, 1)
_TIMEDELTA = re.compile(r"\btimedelta\(\s*(\w+)\s*=\s*([\d_.]+)\s*\)")
_GO = re.compile(r"^\(?\s*(?:([\d_.]+)\s*\*\s*)?time\.(\w+)\s*(?:\*\s*([\d_.]+)\s*)?\)?")
_PRODUCT = re.compile(r"^\(?\s*([\d_]+)\s*\*\s*([\d_]+)(?:\s*\*\s*([\d_]+))?\s*\)?\s*[,;)}]?\s*$")
_PLAIN = re.compile(r"^[\"']?([\d_]+(?:\.\d+)?)\s*([a-zA-Z]*)[\"']?\s*[,;)}\]]*\s*$")
_STEPS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


@dataclass(frozen=True, slots=True)
class Quantity:
    amount: float
    words: str  # for people


def read_duration(text: str, *, key: str, default_unit: str | None) -> Quantity | None:
    """
    The value of a setting named `key`. A bare number takes its unit from the key ("timeout_ms"), else `default_unit`.

    None where the value is no constant, or its unit is unknown.
    """
    found = _number_and_unit(text.strip())
    if found is None:
        return None
    number, unit = found
    factor = _SECONDS.get(unit or _unit_in(key) or default_unit or "")
    return Quantity(number * factor, say_duration(number * factor)) if factor else None


def read_memory(text: str) -> Quantity | None:
    """In mebibytes, which is what clouds mean by a bare number."""
    found = _number_and_unit(text.strip())
    if found is None or found[1] not in _MEBIBYTES:
        return None
    amount = found[0] * _MEBIBYTES[found[1]]
    return Quantity(amount, f"{_trim(amount / 1_024)} GB" if amount >= 1_024 else f"{_trim(amount)} MB")


def read_count(text: str) -> Quantity | None:
    found = _number_and_unit(text.strip())
    return Quantity(found[0], _trim(found[0])) if found and not found[1] else None


def say_duration(seconds: float) -> str:
    """600 is "10 minutes", 90 is "1 minute 30 seconds", 0.25 is "250 milliseconds"."""
    if 0 < seconds < 1:
        return f"{_trim(seconds * 1_000)} milliseconds"
    parts, rest = [], seconds
    for size, name in _STEPS:
        count = int(rest // size) if size > 1 else rest
        if count:
            parts.append(f"{_trim(count)} {name}{'' if count == 1 else 's'}")
        rest -= count * size
    return " ".join(parts[:2]) or "0"


def _number_and_unit(text: str) -> tuple[float, str] | None:
    if text.isdecimal():  # most are
        return float(text), ""
    if match := _CALL.search(text) or _TIMEDELTA.search(text):
        return _float(match[2]), match[1].lower()
    if match := _GO.match(text):
        return _float(match[1] or match[3] or "1"), match[2].lower()
    if found := _in_words(text):
        return found
    if match := _PRODUCT.match(text):
        return _float(match[1]) * _float(match[2]) * _float(match[3] or "1"), ""
    match = _PLAIN.match(text)
    return (_float(match[1]), match[2].lower()) if match else None


def _in_words(text: str) -> tuple[float, str] | None:
    """`30 * DAY`, `5.minutes`, `5, TimeUnit.MINUTES`, `PT5M`, `1h30m`."""
    if match := _NAMED_UNIT.match(text):
        unit = _unit(match[2] or match[3])
        return (_float(match[1] or match[4]), unit) if unit else None
    if match := _MEMBER.match(text):
        unit = _unit(match[2] or match[4])
        return (_float(match[1] or match[3]), unit) if unit else None
    match = _ISO.match(text) or _MIXED.match(text)
    if match is None or not any(match.groups()):
        return None
    amounts = zip(match.groups(), _PARTS_IN_SECONDS, strict=True)
    return sum(_float(amount or "0") * size for amount, size in amounts), "s"


def _unit(word: str) -> str:
    """`SECONDS_PER_DAY` and `DAY_MS` are left alone: what they count in is not said by one word."""
    return word.lower() if word.lower() in _SECONDS and len(word) > 1 else ""


def _unit_in(key: str) -> str | None:
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+", key)
    return next((word.lower() for word in reversed(words) if word.lower() in _SECONDS and len(word) > 1), None)


def _float(text: str) -> float:
    digits = text.replace("_", "").strip(".")
    return float(digits) if digits and digits.count(".") < 2 else 0.0


def _trim(number: float) -> str:
    return f"{round(number, 2):,.2f}".rstrip("0").rstrip(".")
