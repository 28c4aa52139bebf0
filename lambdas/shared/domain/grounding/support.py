"""Whether the diff holds what a sentence names: its paths, symbols and numbers."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from lambdas.shared.domain.grounding.appearances import counts_a_name, is_count_of_appearances
from lambdas.shared.domain.grounding.concepts import is_count_of_shown
from lambdas.shared.domain.grounding.counts import Counts
from lambdas.shared.domain.grounding.material import Material, Place, stems
from lambdas.shared.domain.grounding.names import known_names
from lambdas.shared.domain.grounding.pairs import pairs
from lambdas.shared.domain.grounding.quantities import (
    LONG_UNITS,
    Quantity,
    is_initial_of,
    quantities,
    spellings,
    unit_in_code,
)
from lambdas.shared.domain.grounding.sentences import is_english
from lambdas.shared.domain.grounding.symbols import Symbol, SymbolKind, symbols

_KEPT = re.compile(r"retention|retain|keep|kept|expir|rotation|history|lifecycle", re.IGNORECASE)  # counts days
_PRODUCT = re.compile(r"(?<![\w.])\d+(?:\s*\*\s*\d+)+(?![\w.])")
_LINE_NUMBER = re.compile(
    r"\b(?:lines?|zeilen?|lignes?)\s+(?P<first>\d+)(?:\s*(?:-|\u2013|to|bis|and|und|à)\s*(?P<last>\d+))?", re.IGNORECASE
)
_TIMES = re.compile(r"\s+times\s+(?:as|more|less|the|\w+er)\b|-?fold\b|x\b", re.IGNORECASE)
_TWICE = re.compile(r"twice\s+(?:as|the)\b", re.IGNORECASE)
_POINTING = re.compile(
    r"\b(?:the|these|those|both|its|their|between)\s+$", re.IGNORECASE
)  # "the two headers" counts nothing
_PLACES = re.compile(r"\s+(?:\w+\s+)?(?:(?:places|times|lines|calls)\b|\w+\s+of\s+(?:the\s+)?`)", re.IGNORECASE)
_VERSION = re.compile(r"\b(?:version|release)\s+$", re.IGNORECASE)
_TWICE_SAID = re.compile(r"(?:twice|thrice)\b", re.IGNORECASE)
_VALUE_OF = re.compile(
    r"`(?P<name>\w[\w.-]*(?:\(\))?)`\s+(?:is|are|was|were|equals|becomes?)\s+(?:now\s+)?(?:set\s+to\s+)?$",
    re.IGNORECASE,
)
_WORD_OF = re.compile(r"\b(?P<word>[A-Za-z][A-Za-z-]{3,})\s+of\s+(?:only\s+|now\s+)?$")
_MORE = re.compile(
    r"\s+(?:\w+\s+)?(?:more|less|fewer|additional|extra|larger|smaller|higher|lower|longer|shorter)\b", re.IGNORECASE
)
_BESIDE = 2  # lines
_OPTION = re.compile(r"--[a-z][\w-]{3,}")  # a program may name it without its dashes
_NAME_WITH_NUMBER = re.compile(r"(?<![\w-])[A-Za-z]\w*[-/]\d(?:[\w.]*\w)?")  # UTF-8, HTTP/2
_SHORTEST_COLUMN = 5  # letters; extensions of files are shorter
_MAJOR = re.compile(r"\b[A-Z][\w.+#-]*\s+$")  # "Express 5" of a line with 5.0.1
_ADDS_UP = re.compile(
    r"\b(?:more|plus|further|additional\w*|extra|headroom|together|altogether|total|sum|on\s+top|add\w*\s+up)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_METHOD = re.compile(r"^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s+(?=/)")  # of HTTP, before a path
_COMMIT = re.compile(r"^[0-9a-f]{7,40}$")


def is_symbol_known(symbol: Symbol, material: Material) -> bool:
    """A path of the change, or text of its lines; backticks may hold any piece of code."""
    text = symbol.text.strip()
    if is_known_path(text, material) or material.places(text):
        return True
    if symbol.kind is SymbolKind.CODE:
        return (
            text in material.stems_of_files
            or _is_code_known(text, material)
            or (bool(_OPTION.fullmatch(text)) and bool(material.places(text[2:])))
        )
    if symbol.kind is SymbolKind.PATH:
        return _is_column(text, material)
    parts = re.split(r"\.|::|->", text.lstrip("@$-"))
    if len(parts) > 1:
        return all(material.places(part) for part in parts) or bool(text[0].isdigit() and material.has_line_with(text))
    return (
        bool(material.places(text.lstrip("@$-")))
        or _is_commit(text, material)
        or material.has_inner_name(text)
        or material.has_spelling_of(text)
    )


def _is_column(text: str, material: Material) -> bool:
    """As "customers.phone", which looks like a file: a table and its column, or a thing and what it has."""
    thing, _, of_it = text.partition(".")
    is_file = "/" in text or len(of_it) < _SHORTEST_COLUMN
    return not is_file and bool(material.places(thing)) and bool(material.places(of_it))


def is_proposal_known(symbol: Symbol, material: Material) -> bool:
    """What a question proposes may be put together anew, of names that are there."""
    names = re.findall(r"[A-Za-z_]\w{2,}", symbol.text)
    return symbol.kind is SymbolKind.CODE and len(names) > 1 and all(material.places(name) for name in names)


def _is_code_known(text: str, material: Material) -> bool:
    bare = _METHOD.sub("", text).removesuffix("()").strip("\"'")
    if not re.search(r"\w", bare):
        return True  # `..` names nothing
    if re.fullmatch(r"[\w.]+", bare):
        return bool(material.places(bare)) or _is_commit(bare, material) or _all_parts(bare, material)
    return material.has_line_with(bare) or (" " in bare and material.has_spelling_of(bare))


def _all_parts(text: str, material: Material) -> bool:
    parts = text.split(".")
    return len(parts) > 1 and all(part and material.places(part) for part in parts)


def _is_commit(text: str, material: Material) -> bool:
    ids = (material.change.base, material.change.head, *(commit.id for commit in material.change.commits))
    return bool(_COMMIT.match(text)) and any(commit.startswith(text) for commit in ids)


def is_known_path(text: str, material: Material) -> bool:
    """The path itself, its last parts, its last part without the extension, or a folder that the change touches."""
    wanted = text.removeprefix("./").strip("/")
    if not wanted:
        return False
    return wanted in material.file_stems or any(
        path == wanted or path.endswith(f"/{wanted}") or path.startswith(f"{wanted}/") or f"/{wanted}/" in path
        for path in material.paths
    )


def is_quantity_known(quantity: Quantity, sentence: str, material: Material) -> bool:
    """The number stands in the diff, in any unit, near something that the sentence speaks of; or counts the change."""
    if quantity.value == 0 or _is_year_of_a_date(quantity, material):
        return True  # what there is none of stands nowhere
    if _TIMES.match(sentence, quantity.end) or _TWICE.match(sentence, quantity.start):
        return _has_ratio(quantity, material)
    counted = Counts(material).verdict(quantity, sentence)
    if counted is not None:
        return counted
    is_pointing = quantity.is_word and quantity.unit is None and _POINTING.search(sentence, 0, quantity.start)
    if is_pointing and not counts_a_name(quantity, sentence):
        return True
    return (
        _is_found(quantity, sentence, material)
        or _enumerates(quantity, sentence)
        or is_count_of_shown(quantity.value, sentence, material)
        or _counts_a_name(quantity, sentence, material)
        or _is_half_of_a_pair(quantity, sentence, material)
        or _is_sum(quantity, sentence, material)
        or is_count_of_appearances(quantity, sentence, material)
    )


def _is_year_of_a_date(quantity: Quantity, material: Material) -> bool:
    """As of 20250707, or of 20250707201910-5f5ef82da422."""
    is_year = quantity.unit is None and bool(_YEAR.fullmatch(quantity.text))
    return is_year and material.shows(re.compile(rf"(?<!\d){quantity.text}(?:0[1-9]|1[0-2])[0-3]\d"))


def _is_found(quantity: Quantity, sentence: str, material: Material) -> bool:
    """It stands in the diff; what is said to be the value of a name stands beside that name."""
    places = quantity_places(quantity, sentence, material)
    named = _VALUE_OF.search(sentence, 0, quantity.start)
    name = named["name"].removesuffix("()") if named else ""
    if name and material.places(name):
        beside = 0 if _has_value(name, material) else _BESIDE
        return any(name in place.surroundings_within(beside) for place in places)
    called = _WORD_OF.search(sentence, 0, quantity.start)
    value = _valued(called["word"]) if called else None
    if value and material.shows(value):
        return any(value.search(place.line) for place in places)
    return any(True for _ in places)


def _differences(material: Material) -> Iterator[Fraction]:
    """As "9 MB more" where 1 MB becomes 10 MB."""
    for pair in pairs(material):
        if pair.old_amount is not None and pair.new_amount is not None:
            yield abs(pair.new_amount - pair.old_amount)


@cache
def _valued(word: str) -> re.Pattern[str]:
    """As `timeout = 5` where the sentence says "a time-out of"."""
    return re.compile(rf"(?:\b|_){re.escape(word.replace('-', ''))}\b[^\w\n]{{0,30}}\d", re.IGNORECASE)


def _has_value(name: str, material: Material) -> bool:
    """Whether some line gives it a number, or compares it with one."""
    value = re.compile(rf"{re.escape(name)}[^\w\n]{{0,30}}\d")
    return any(value.search(place.line, place.column) for place in material.places(name))


def _is_sum(quantity: Quantity, sentence: str, material: Material) -> bool:
    """As "with 30 more, up to 106" where the change says 76 beside the 30."""
    if _MORE.match(sentence, quantity.end) and any(one in quantity.amounts for one in _differences(material)):
        return True
    if quantity.value is None or quantity.value.denominator != 1 or not _ADDS_UP.search(sentence):
        return False
    for other in quantities(sentence):
        if other.start == quantity.start or other.value is None or not 1 < other.value < quantity.value:
            continue
        rest = str(quantity.value - other.value)
        if quantity.value == 2 * other.value:
            continue  # twice as much is no sum
        hunks = {id(place.hunk) for place in material.places(other.text) if place.side != "@"}
        if any(id(place.hunk) in hunks and place.side in "+-" for place in material.places(rest)):
            return len(rest) > 1  # a single digit stands anywhere
    return False


def _is_half_of_a_pair(quantity: Quantity, sentence: str, material: Material) -> bool:
    """The sentence names what a line said before and what it says now: that is no chance, whatever it calls them."""
    others = {amount for other in quantities(sentence) if other.start != quantity.start for amount in other.amounts}
    return any(
        (pair.old_amount in quantity.amounts and pair.new_amount in others)
        or (pair.new_amount in quantity.amounts and pair.old_amount in others)
        for pair in pairs(material)
        if pair.old_amount is not None and pair.new_amount is not None
    )


def _has_ratio(quantity: Quantity, material: Material) -> bool:
    """Some value of the diff became that many times as large or small."""
    ratios = {quantity.value, 1 / quantity.value if quantity.value else None}
    return any(pair.ratio in ratios for pair in pairs(material) if pair.ratio is not None)


def _enumerates(quantity: Quantity, sentence: str) -> bool:
    """In "two modes, `fast` and `safe`" the sentence itself lists as many."""
    listed = sum(one.start > quantity.start for one in symbols(sentence))
    return quantity.unit is None and listed > 1 and listed == quantity.value


def _counts_a_name(quantity: Quantity, sentence: str, material: Material) -> bool:
    """
    In "`total` is used in three places" it stands on as many added lines, its definition aside or not.

    Of "two lists of `TARGETS`" the same holds.
    """
    if not _PLACES.match(sentence, quantity.end) and not _TWICE_SAID.match(sentence, quantity.start):
        return False
    named = [material.places(symbol.text.removesuffix("()").strip("\"'")) for symbol in symbols(sentence)]
    counts = [sum(place.side == "+" for place in places) for places in named]
    return any(quantity.value in {count, count - 1} for count in counts if count)


def quantity_places(quantity: Quantity, sentence: str, material: Material) -> Iterator[Place]:
    """Where the diff says this number, be it in another unit."""
    words = stems(sentence) if is_english(sentence) else None
    for digits, unit in spellings(quantity):
        for place in material.places(digits):
            if _has_unit(place, digits, unit) and (_is_telling(digits, place) or _is_near(words, place)):
                yield place
    if quantity.unit in LONG_UNITS:
        days = str(quantity.value)
        yield from (place for place in material.places(days) if _KEPT.search(place.line))
    if _MAJOR.search(sentence, 0, quantity.start) and quantity.unit is None:
        yield from material.majors(quantity.text)
    if quantity.unit is None and (len(quantity.text) > 1 or _VERSION.search(sentence, 0, quantity.start)):
        yield from material.tails(quantity.text)
    if quantity.value is not None:
        yield from _products(quantity, material)


def _is_near(words: set[str] | None, place: Place) -> bool:
    return place.side in "+-" if words is None else bool(words & stems(place.surroundings))


def _is_telling(digits: str, place: Place) -> bool:
    """A number of two digits on a changed line hardly stands there by chance."""
    return place.side in "+-" and sum(map(str.isdigit, digits)) > 1 and len(set(digits)) > 1


def _has_unit(place: Place, digits: str, unit: str | None) -> bool:
    if unit == "any":
        return True
    end = place.column + len(digits)
    return unit_in_code(place.line, place.column, end) == unit or is_initial_of(unit, place.line[end : end + 2])


def _products(quantity: Quantity, material: Material) -> Iterator[Place]:
    """Programmers write ten minutes as 10 * 60."""
    amounts = {int(amount * scale) for amount in quantity.amounts for scale in (1, 1000)}
    for file in material.files:
        for hunk in file.hunks:
            if "*" not in hunk.body:
                continue
            for match in _PRODUCT.finditer(hunk.body):
                side = hunk.body[hunk.body.rfind("\n", 0, match.start()) + 1]
                if side in "+-" and _product(match.group()) in amounts:
                    yield Place(file, hunk, match.start(), side)


def _product(text: str) -> int:
    result = 1
    for factor in text.split("*"):
        result *= int(factor)
    return result


def line_numbers(sentence: str) -> Iterator[tuple[int, int, int, int]]:
    """First and last of the lines that a sentence names, and where it does."""
    for match in _LINE_NUMBER.finditer(sentence):
        yield int(match["first"]), int(match["last"] or match["first"]), match.start(), match.end()


def are_lines_known(first: int, last: int, material: Material) -> bool:
    """Some hunk shows these lines, on either side."""
    for file in material.files:
        for hunk in file.hunks:
            for start, length in ((hunk.new_start, hunk.new_length), (hunk.old_start, hunk.old_length)):
                if start <= first <= last < start + length:
                    return True
    return False


def quantities_outside(sentence: str) -> Iterator[Quantity]:
    """Numbers that stand for themselves: not inside of code, a path, a well-known name or "line 12"."""
    taken = [(symbol.start, symbol.end) for symbol in symbols(sentence)]
    taken += [(start, end) for _, _, start, end in line_numbers(sentence)]
    taken += [match.span() for match in _NAME_WITH_NUMBER.finditer(sentence) if match.group().lower() in known_names()]
    for quantity in quantities(sentence):
        if not any(start <= quantity.start < end for start, end in taken):
            yield quantity
