"""Numbers with their units, in prose and in code."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

_TIME = {
    "nanosecond": Fraction(1, 10**9),
    "microsecond": Fraction(1, 10**6),
    "millisecond": Fraction(1, 1000),
    "second": Fraction(1),
    "minute": Fraction(60),
    "hour": Fraction(3600),
    "day": Fraction(86400),
    "week": Fraction(604800),
    "month": Fraction(86400 * 30),
    "year": Fraction(86400 * 365),
}
LONG_UNITS = frozenset({"day", "week", "month", "year"})
_SIZE = {
    "byte": (1,),
    "kilobyte": (1024, 1000),
    "megabyte": (1024**2, 1000**2),
    "gigabyte": (1024**3, 1000**3),
    "terabyte": (1024**4, 1000**4),
}
# As people and programs write them, German, French and Spanish included.
_SPELLINGS = {
    "nanosecond": r"nanos(?:econds?)?|ns",
    "microsecond": r"micros(?:econds?)?|µs|us",
    "millisecond": r"milli(?:s(?:econds?)?|sekunden?|secondes?|segundos?)?|msecs?|ms",
    "second": r"seconds?|secs?|sekunden?|secondes?|segundos?|s",
    "minute": r"minut(?:es?|en|os?)|mins?|m",
    "hour": r"hours?|hrs?|stunden?|heures?|horas?|h",
    "day": r"days?|tagen?|tage?|jours?|d[ií]as?|d",
    "week": r"weeks?|wochen?|semaines?|semanas?|w",
    "month": r"months?|monaten?|monate?|mois|mes(?:es)?",
    "year": r"years?|jahren?|jahre?|ans?|años?|y",
    "byte": r"bytes?|b",
    "kilobyte": r"kilobytes?|ki?b",
    "megabyte": r"megabytes?|mebibytes?|mi?b|mi",
    "gigabyte": r"gigabytes?|gibibytes?|gi?b|gi",
    "terabyte": r"terabytes?|ti?b|ti",
    "percent": r"%|percent|per cent|prozent|pour cent|por ciento",
}
_UNIT = "|".join(f"(?P<{name}>{spelling})" for name, spelling in _SPELLINGS.items())
_WORDS = {
    word: value
    for value, words in {
        2: "two zwei deux twice",
        3: "three drei trois tres thrice",
        4: "four vier quatre cuatro",
        5: "five fünf cinq cinco",
        6: "six sechs seis",
        7: "seven sieben siete",
        8: "eight acht huit ocho",
        9: "nine neun neuf nueve",
        10: "ten zehn dix diez",
        11: "eleven elf onze",
        12: "twelve zwölf douze doce dozen",
        15: "fifteen",
        20: "twenty",
        30: "thirty",
        60: "sixty",
        100: "hundred",
    }.items()
    for word in words.split()
}
_NUMBER = re.compile(
    r"(?<![\w.#])(?<!\d[,.])(?:v(?=\d+\.\d))?(?P<currency>[$€£]\s?)?(?P<number>\d{1,3}(?:[,_]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)*)"
    rf"(?:(?:\s|-|\u00a0)?(?:{_UNIT})(?![\w(]))?(?P<tail>\w*)",
    re.IGNORECASE,
)
_WORD = re.compile(rf"(?<!\bone or )\b(?P<number>{'|'.join(_WORDS)})\b(?:[\s-](?:{_UNIT})(?!\w))?", re.IGNORECASE)
_UNIT_BEFORE = re.compile(
    rf"(?:^|[^a-zA-Z]|(?-i:[a-z](?=[A-Z])))(?:{_UNIT})[\"']?\]?\s*(?:[(=:]|:=|=>)\s*[\"']?$", re.IGNORECASE
)
_UNIT_AFTER = re.compile(rf"\s?(?:\*\s?(?:\w+\.)?)?(?:{_UNIT})(?![a-zA-Z0-9_(=])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it is claimed; `text` is its digits, `following` the text behind it."""

    text: str
    unit: str | None
    start: int
    end: int
    is_word: bool = False

    @property
    def value(self) -> Fraction | None:
        """None for versions such as 1.2.3."""
        digits = self.text.replace(",", "").replace("_", "")
        return Fraction(digits) if digits.count(".") < 2 else None

    @property
    def amounts(self) -> frozenset[Fraction]:
        """In seconds or bytes, or as it stands; a size has two, by 1024 and by 1000."""
        return frozenset() if self.value is None else amounts(self.value, self.unit)


def amounts(value: Fraction, unit: str | None) -> frozenset[Fraction]:
    if unit in _TIME:
        return frozenset({value * _TIME[unit]})
    if unit in _SIZE:
        return frozenset(value * factor for factor in _SIZE[unit])
    return frozenset({value / 100 if unit == "percent" else value})


def quantities(sentence: str) -> Iterator[Quantity]:
    """Numbers in digits and in words ("ten minutes"); "one" is left out, it hardly ever counts anything."""
    for match in _NUMBER.finditer(sentence):
        if not match["tail"] or match["tail"].lower() in {"x", "st", "nd", "rd", "th"}:
            yield Quantity(match["number"], _unit(match), match.start(), match.end())
    for match in _WORD.finditer(sentence):
        value = str(_WORDS[match["number"].lower()])
        yield Quantity(value, _unit(match), match.start(), match.end(), is_word=True)


def unit_in_code(line: str, start: int, end: int) -> str | None:
    """The unit that code gives the number at `line[start:end]`: minutes(10), timeout_ms=10, 10m, "10 GB"."""
    before = _UNIT_BEFORE.search(line[max(0, start - 40) : start])
    after = _UNIT_AFTER.match(line, end)
    match = after or before
    return _unit(match) if match else None


def is_initial_of(unit: str | None, following: str) -> bool:
    """As "100m" for 100 megabytes, which may as well be minutes."""
    letter = following[:1].lower()
    return (
        unit in _SIZE and unit != "byte" and bool(letter) and unit.startswith(letter) and not following[1:2].isalnum()
    )


def is_comparable(one: Quantity, other: Quantity) -> bool:
    """Both are times, sizes or of the same unit; what has none has the other's."""
    units = {one.unit, other.unit}
    return None in units or len(units) == 1 or units <= _TIME.keys() or units <= _SIZE.keys()


def spellings(quantity: Quantity) -> Iterator[tuple[str, str | None]]:
    """The digits, and the unit in code, by which a line may say the same; None: the line may leave the unit out."""
    if quantity.value is None:
        yield quantity.text, None
        return
    if quantity.unit in _TIME:
        seconds = quantity.value * _TIME[quantity.unit]
        yield from _written(((seconds / factor, name) for name, factor in _TIME.items()))
        yield from _written([(seconds, None), (seconds * 1000, None)])
    elif quantity.unit in _SIZE:
        for amount in quantity.amounts:
            yield from _written((amount / factor, name) for name, factors in _SIZE.items() for factor in factors)
            yield from _written((amount / factor, None) for factor in (1, 1024, 1024**2, 1000**2))
    elif quantity.unit == "percent":
        yield from _written([(quantity.value, "percent"), (quantity.value, None), (quantity.value / 100, None)])
    else:
        yield quantity.text, "any"
        yield from _written([(quantity.value, "any")])


def _written(values: Iterable[tuple[Fraction, str | None]]) -> Iterator[tuple[str, str | None]]:
    for value, unit in values:
        if value.denominator == 1:
            digits = str(value.numerator)
            yield digits, unit
            yield f"{digits}.0", unit
            if len(digits) > 3:
                yield f"{value.numerator:,}", unit
                yield f"{value.numerator:_}", unit
        elif 10**4 % value.denominator == 0:
            yield f"{float(value):g}", unit


def _unit(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    return next((name for name in _SPELLINGS if groups.get(name)), None)
