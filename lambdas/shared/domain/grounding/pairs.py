"""A removed line and the added line that takes its place: what a value was and what it is now."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from weakref import WeakKeyDictionary

from lambdas.shared.domain.grounding.material import Material, stems
from lambdas.shared.domain.grounding.quantities import amounts, unit_in_code

_BLOCK = re.compile(r"((?:^-.*\n)+)(?:^\\.*\n)?((?:^\+.*\n)+)", re.MULTILINE)
_KEY = re.compile(r"^\W*([\w.\-]+)[\"']?\]?\s*(?::=|=>|[=:(])")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:[_,]\d{3})*(?:\.\d+)?(?![.\d])")
_PRODUCT = re.compile(r"(?<![\w.])\d+(?:\s*\*\s*\d+)+(?![\w.])")  # ten megabytes are written as 10 * 1024 * 1024
SWITCH = re.compile(r"\b(?:(?P<on>true|yes|on|enabled)|(?P<off>false|no|off|disabled))\b", re.IGNORECASE)
_SIZES = ("nano", "micro", "small", "medium", "large", "xlarge")
_SHORT, _LETTERS = 3, 2  # a word that is spelt anew has more letters, and gains or loses few
_MOST_LINES = 200  # of a block: beyond that nobody speaks of single lines


@dataclass(frozen=True, slots=True)
class Pair:
    words: frozenset[str]
    old_amount: Fraction | None  # in seconds or bytes where the line has a unit
    new_amount: Fraction | None
    is_on: bool | None  # a switch that went on or off
    has_grown: bool | None  # by its number, or as "medium" grows to "large"

    @property
    def ratio(self) -> Fraction | None:
        return self.new_amount / self.old_amount if self.old_amount and self.new_amount else None


_KNOWN: WeakKeyDictionary[Material, tuple[Pair, ...]] = WeakKeyDictionary()  # a large diff goes when its review is done


def pairs(material: Material) -> tuple[Pair, ...]:
    if material not in _KNOWN:
        _KNOWN[material] = _pairs(material)
    return _KNOWN[material]


def is_respelt(material: Material) -> bool:
    """Whether some line differs from the one that takes its place in the spelling of a single word."""
    return any(
        _differs_in_spelling(old[1:].split(), new[1:].split())
        for file in material.files
        for hunk in file.hunks
        for match in _BLOCK.finditer(hunk.body)
        for old, new in zip(match[1].split("\n")[:_MOST_LINES], match[2].split("\n")[:_MOST_LINES], strict=False)
    )


def is_reordered(material: Material) -> bool:
    """Whether some hunk removes the very lines that it adds, elsewhere."""
    return any(
        lines["+"] and lines["+"] == lines["-"]
        for file in material.files
        for hunk in file.hunks
        for lines in [_lines_by_side(hunk.body)]
    )


def _lines_by_side(body: str) -> dict[str, Counter[str]]:
    lines = body.split("\n")
    return {side: Counter(line[1:].strip() for line in lines if line[:1] == side) for side in "+-"}


def _differs_in_spelling(old: list[str], new: list[str]) -> bool:
    differing = [(a, b) for a, b in zip(old, new, strict=False) if a != b]
    if len(old) != len(new) or len(differing) != 1:
        return False
    before, after = differing[0]
    return (
        len(before) > _SHORT
        and before.isalpha()
        and after.isalpha()
        and before[:2] == after[:2]
        and abs(len(before) - len(after)) <= _LETTERS
    )


def _pairs(material: Material) -> tuple[Pair, ...]:
    return tuple(
        pair
        for file in material.files
        for hunk in file.hunks
        for match in _BLOCK.finditer(hunk.body)
        for pair in _in_block(match[1].split("\n")[:-1], match[2].split("\n")[:-1])
    )


def _in_block(removed: list[str], added: list[str]) -> Iterator[Pair]:
    by_key = {_key(line): line for line in added[:_MOST_LINES]}
    for old in removed[:_MOST_LINES]:
        new = by_key.get(_key(old))
        if new is not None:
            yield _pair(old[1:], new[1:])
        elif len(removed) == len(added) == 1:
            yield _pair(old[1:], added[0][1:])


def _key(line: str) -> str:
    match = _KEY.match(line[1:])
    return match[1] if match else _NUMBER.sub("#", line[1:].strip())


def _pair(old: str, new: str) -> Pair:
    before, after = _amounts(old), _amounts(new)
    differing = [(a, b) for a, b in zip(before, after, strict=False) if a != b]
    was, now = SWITCH.search(old), SWITCH.search(new)
    is_on = bool(now["on"]) if was and now and bool(was["on"]) != bool(now["on"]) else None
    old_amount, new_amount = differing[0] if differing else (None, None)
    sizes = (old_amount, new_amount) if differing else (_size(old), _size(new))
    return Pair(frozenset(stems(f"{old} {new}")), old_amount, new_amount, is_on, _has_grown(*sizes))


def _has_grown(old: Fraction | int | None, new: Fraction | int | None) -> bool | None:
    return None if old is None or new is None or old == new else new > old


def _size(line: str) -> int | None:
    """In the order of the sizes in which clouds sell machines."""
    found = [word for word in re.split(r"[^a-z]+", line.lower()) if word in _SIZES]
    return _SIZES.index(found[-1]) if found else None


def _amounts(text: str) -> list[Fraction]:
    found = []
    line = _PRODUCT.sub(lambda match: str(prod(map(int, re.findall(r"\d+", match.group())))), text)
    for match in _NUMBER.finditer(line):
        digits = match.group().replace("_", "").replace(",", "")
        found.append(min(amounts(Fraction(digits), unit_in_code(line, match.start(), match.end()))))
    return found
