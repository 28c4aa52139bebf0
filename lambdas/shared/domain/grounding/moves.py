"""Values that a sentence says have changed: from this to that, this instead of that."""

import re
from collections.abc import Iterator

from lambdas.shared.domain.grounding.deeds import clauses, is_of_another_time
from lambdas.shared.domain.grounding.material import Material
from lambdas.shared.domain.grounding.pairs import pairs
from lambdas.shared.domain.grounding.quantities import Quantity, is_comparable, quantities
from lambdas.shared.domain.grounding.support import quantity_places
from lambdas.shared.domain.grounding.symbols import SymbolKind, symbols

_FROM_TO = re.compile(
    r"\bfrom\s+(?P<old>(?:(?!\bto\b)(?:,(?=\d)|[^,;]))+?)\s+(?:down\s+|up\s+|back\s+)?to\s+(?P<new>(?:,(?=\d)|(?!\sand\s)[^,;])+)|"
    r"\b(?:(?:replac|swap)\w*\s+(?P<old2>[^,;]+?)\s+(?:with|by|for)\s+(?P<new2>[^,;]+)"
    r"|renam\w*\s+(?P<old5>[^,;]+?)\s+(?:to|as)\s+(?P<new5>[^,;]+))|"
    r"(?P<new4>\d\S*(?:\s[A-Za-z]+)?)(?:\s[^,;.]{0,40}?)?,?\s+(?:down|up)\s+from\s+(?P<old4>(?:,(?=\d)|[^,;])+)|"
    r"(?P<new3>`[^`]+`|(?<!\w)\d\S*(?:\s\w+)?)\s+(?:(?:is|are)\s+(?:now\s+)?\w+\s+)?"
    r"(?:instead of|rather than|where it was)\s+"
    r"(?P<old3>(?:,(?=\d)|[^,;])+)",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\b(?:rais|lower|increas|reduc|decreas|shorten|lengthen|grow|grew|fall|fell|drop|set|cut|chang|doubl|halv)\w*\s"
    r"(?:(?!\bfrom\b)[^,;.])*?\bto\s+(?P<new>\d(?:,(?=\d)|\.(?=\d)|[^,;.])*)",
    re.IGNORECASE,
)
_TREND = re.compile(
    r"\b(?:(?P<up>rais\w+|rises?|rose|increas\w+|grow\w*|grew|lengthen\w*|doubl\w+|longer|larger|higher)"
    r"|(?:lower\w*|reduc\w+|decreas\w+|shrinks?|shrank|shorten\w*|falls?|fell|drops?|halv\w+|shorter|smaller)),?\s+"
    r"(?:\w+\s+)?from\s+(?P<old>(?:,(?=\d)|[^,;])+?)\s+to\s+(?P<new>(?:,(?=\d)|[^,;])+)",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"\b(?:rais\w+|rises?|rose|increas\w+|grow\w*|grew|lengthen\w*|lower\w*|reduc\w+|decreas\w+|shrinks?|shrank|shorten\w*"
    r"|falls?|fell|drops?|dropped|cut|cuts|goes|go|going|went|gone|chang\w+|switch\w*|turn\w*|renam\w+|becom\w+|became|set"
    r"|updat\w+|upgrad\w+|downgrad\w+|bump\w*|widen\w*|narrow\w*|doubl\w+|halv\w+|jump\w*|adjust\w+|extend\w*|mov\w+\s+(?:up|down)"
    r"|now|longer|shorter|higher|lower|larger|smaller|up|down|improv\w+|climb\w*|migrat\w+|convert\w*|replac\w+|tighten\w*|relax\w*)\b",
    re.IGNORECASE,
)
_MOVES = re.compile(r"\bmov\w+\b", re.IGNORECASE)
_VERSION = re.compile(r"`?v?\d+(?:\.\d+){2,}[\w.-]*`?")
_VALUE = re.compile(r"(?:version\s+|release\s+)?(?:`[^`]+`|v?\d\S*(?:\s\w+)?|\w+(?:\.\w+)+)", re.IGNORECASE)
_NO_LONGER = re.compile(r"\bno\s+longer\b[^,;.]*$", re.IGNORECASE)
_FILE = re.compile(r"\w\.[A-Za-z][A-Za-z0-9]{0,4}$")
_ELLIPSIS = 2  # words: a clause of no more has the verb of the one before
_AS_BEFORE = re.compile(r"\b(?:still|as before|unchanged|already)\b", re.IGNORECASE)
_AFTER_NEW = re.compile(r"\s(?:and|which|that|so|because|while|when|in|for|on|at|if|where)\s.*$", re.IGNORECASE)


def are_moves_right(sentence: str, material: Material) -> bool:
    """Whether every old value was there, every new one is, and neither the other way round."""
    return is_of_another_time(sentence) or (
        not _contradicts_itself(sentence) and all(_moved(old, new, sentence, material) for old, new in _moves(sentence))
    )


def _contradicts_itself(sentence: str) -> bool:
    """As "shrinks from three to seven"."""
    for match in _TREND.finditer(sentence):
        before, after = next(quantities(match["old"]), None), next(quantities(match["new"]), None)
        if before is None or after is None:
            continue
        old, new = (Quantity(before.text, after.unit, 0, 0) if before.unit is None else before).amounts, after.amounts
        is_other = is_comparable(before, after) and bool(old) and bool(new) and old.isdisjoint(new)
        if is_other and (max(old) < max(new)) is not bool(match["up"]):
            return True
    return False


def names_a_move(text: str) -> bool:
    return any(True for _ in _moves(text))


def _moves(sentence: str) -> Iterator[tuple[str, str]]:
    for match in _TO.finditer(sentence):
        if not _AS_BEFORE.search(sentence, 0, match.end()):
            yield "", match["new"]
    for match in _FROM_TO.finditer(sentence):
        if match["old"] and not _is_change(match, sentence):
            continue  # "scores from 70 to 94" is a range; code that moves from file to file stays what it is
        old = match["old"] or match["old2"] or match["old3"] or match["old4"] or match["old5"]
        new = match["new"] or match["new2"] or match["new3"] or match["new4"] or match["new5"]
        if match["new3"] and _NO_LONGER.search(sentence, 0, match.start()):  # "no longer A instead of B": A was there
            old, new = new, old
        yield old, _AFTER_NEW.sub("", new)


def _is_change(match: re.Match[str], sentence: str) -> bool:
    before = _clause_before(sentence, match.start())
    new = _AFTER_NEW.sub("", match["new"]).rstrip(".?! ")
    are_values = bool(_VALUE.fullmatch(match["old"]) and _VALUE.fullmatch(new))
    are_versions = bool(_VERSION.fullmatch(match["old"]) and _VERSION.fullmatch(new))
    return are_versions or bool(_CHANGES.search(before)) or (are_values and bool(_MOVES.search(before)))


def _clause_before(sentence: str, end: int) -> str:
    """Of the clause that goes on there, what stands before: in "one grows and `b` from 3 to 5" with its verb."""
    *others, last = clauses(sentence[:end] + "x")
    return f"{others[-1]} {last}" if others and len(last.split()) <= _ELLIPSIS else last


def _moved(old: str, new: str, sentence: str, material: Material) -> bool:
    """The old value stands on a removed line and the new one on an added line, of one hunk where both are named."""
    is_pair = _is_pair(old, new, sentence, material)
    if is_pair is not None:
        return is_pair
    if _is_told_by_line(old, new, material):
        return True
    gone = _hunks_of(old, "-", sentence, material)
    come = _hunks_of(new, "+", sentence, material)
    if gone is None or come is None:
        return gone != set() and come != set()
    return bool(gone & come)


def _is_told_by_line(old: str, new: str, material: Material) -> bool:
    """As an added `RENAME COLUMN a TO b`, or "upgrade from 3 to 4"."""
    names = [_first_named(text) for text in (old, new)]
    if not all(names):
        return False
    before, after = (rf"(?<![\w.]){re.escape(name)}(?![\w])" for name in names)
    told = re.compile(rf"\brename\b.*{before}.*{after}|{before}\s*(?:to|->|=>|\u2192)\s*{after}", re.IGNORECASE)
    return any(told.search(line) for line in material.lines_on("+"))


def _first_named(text: str) -> str:
    symbol, number = next(symbols(text), None), next(quantities(text), None)
    return symbol.text if symbol else number.text if number else ""


def _is_pair(old: str, new: str, sentence: str, material: Material) -> bool | None:
    """
    Both are nothing but a number, and some line says first the one and then the other.

    False: the new number takes the place of another one, and of this one nowhere. None: no line says it either way.
    """
    if any(symbols(old)) or any(symbols(new)):
        return None
    before = [_with_unit(quantity, sentence) for quantity in quantities(old)][:1]
    after = [_with_unit(quantity, sentence) for quantity in quantities(new)][:1]
    if not before or not after:
        return None
    before = [_as(one, after[0].unit) for one in before]
    known = [pair for pair in pairs(material) if pair.new_amount in after[0].amounts]
    return any(pair.old_amount in before[0].amounts for pair in known) if known else None


def _hunks_of(text: str, side: str, sentence: str, material: Material) -> set[int] | None:
    """The hunks that hold the values of the text on this side; None where it names none."""
    named: list[set[int]] = []
    for symbol in symbols(text):
        if symbol.kind is SymbolKind.PATH or symbol.text in material.paths or _FILE.search(symbol.text):
            continue
        word = symbol.text.removesuffix("()").strip("\"'")
        places = material.places(word) or material.places(word.split(".")[-1])
        named.append({id(place.hunk) for place in places if place.side == side})
    taken = [(symbol.start, symbol.end) for symbol in symbols(text)]
    for quantity in quantities(text):
        if not any(start <= quantity.start < end for start, end in taken):
            quantity_ = _with_unit(quantity, sentence)
            places = tuple(quantity_places(quantity_, sentence, material))
            named.append({id(place.hunk) for place in places if place.side == side})
    return set.intersection(*named) if named else None


def _as(quantity: Quantity, unit: str | None) -> Quantity:
    """In "90 days instead of 30" the second number has the unit of the first."""
    return quantity if quantity.unit else Quantity(quantity.text, unit, quantity.start, quantity.end)


def _with_unit(quantity: Quantity, sentence: str) -> Quantity:
    """In "from 5 to 10 minutes" the first number has the unit of the second."""
    if quantity.unit is not None:
        return quantity
    said = re.search(rf"\b{re.escape(quantity.text)}\s+to\s+", sentence)
    behind = next((other for other in quantities(sentence) if said and other.start == said.end()), None)
    if behind is not None and behind.unit is not None:
        return Quantity(quantity.text, behind.unit, quantity.start, quantity.end)
    return quantity
