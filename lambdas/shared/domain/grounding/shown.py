"""The place of a finding: lines that the diff shows, and whether a text speaks of them."""

from dataclasses import dataclass

from lambdas.shared.domain.diff import FileDiff, Hunk
from lambdas.shared.domain.grounding.material import Material, stems
from lambdas.shared.domain.grounding.quantities import quantities
from lambdas.shared.domain.grounding.quotes import Quoted
from lambdas.shared.domain.grounding.sentences import is_english
from lambdas.shared.domain.grounding.symbols import symbols
from lambdas.shared.domain.grounding.wording import NEUTRAL, SMALL

_AROUND = 3  # lines before and after the quote that belong to it


@dataclass(frozen=True, slots=True)
class Shown:
    path: str  # the file's own name
    first: int
    last: int
    quoted: Quoted


def shows(file: FileDiff, first: int, last: int, *, is_removed: bool) -> bool:
    return any(_holds(hunk, first, last, is_removed=is_removed) for hunk in file.hunks)


def speaks_of(text: str, place: Shown, material: Material) -> bool:
    """It shares a word or a number with what is quoted, its surroundings, or what a rule says of these lines."""
    if not is_english(text) or any(True for _ in symbols(text)):
        return True  # names are looked up by themselves; words of another language are not those of the code
    words = stems(text) - SMALL
    quoted, around = _around(place, material)
    if words & stems(quoted) or (words - NEUTRAL) & stems(around):
        return True
    return any(quantity.text in around for quantity in quantities(text))


def _around(place: Shown, material: Material) -> tuple[str, str]:
    """The quoted lines, and what belongs to them: lines beside and replaced, function, file, facts."""
    file, found = material.file(place.path), place.quoted
    hunks = [
        hunk
        for hunk in (file.hunks if file else ())
        if _holds(hunk, found.first, found.last, is_removed=found.is_removed)
    ]
    told = [
        fact.text
        for fact in material.facts
        if fact.path == place.path and (fact.line is None or place.first <= fact.line <= place.last)
    ]
    quoted = [line for hunk in hunks for line in _lines(hunk, found, around=0)]
    lines = [line for hunk in hunks for line in _lines(hunk, found, around=_AROUND)]
    return "\n".join(quoted), "\n".join([place.path, *(hunk.section for hunk in hunks), *lines, *told])


def _lines(hunk: Hunk, found: Quoted, *, around: int) -> list[str]:
    """Of both sides: what the quoted lines replace belongs to them."""
    first, last = found.first - around, found.last + around
    lines = hunk.lines
    numbers = [(line.old_line if found.is_removed else line.new_line) for line in lines]
    near = [index for index, number in enumerate(numbers) if number is not None and first <= number <= last]
    return [line.text for line in lines[min(near) : max(near) + 1]] if near else []


def _holds(hunk: Hunk, first: int, last: int, *, is_removed: bool) -> bool:
    start, length = (hunk.old_start, hunk.old_length) if is_removed else (hunk.new_start, hunk.new_length)
    return start <= first and last < start + length
