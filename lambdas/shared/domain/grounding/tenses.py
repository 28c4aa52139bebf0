"""
What is so now: not what stands on removed lines alone.

The other way round less follows: what is no longer so is often told by the lines that were added to prevent it. But
where a sentence names both, as "no longer A instead of B", A is the old one and B the new one; a name or a number that
is no longer so does not stand on added lines alone; and the words for it do not all stand on added lines that do
something, which a condition, a refusal or a comment does not.
"""

import re

from lambdas.shared.domain.grounding.deeds import clauses, is_of_another_time
from lambdas.shared.domain.grounding.material import Material, stems
from lambdas.shared.domain.grounding.quantities import quantities
from lambdas.shared.domain.grounding.sentences import is_english, is_question
from lambdas.shared.domain.grounding.support import quantity_places
from lambdas.shared.domain.grounding.symbols import symbols
from lambdas.shared.domain.grounding.wording import NEUTRAL, SMALL

_NOW = re.compile(r"(?<!\buntil )(?<!\bfrom )\bnow\s+(?P<told>.+)", re.IGNORECASE)
_SWAP = re.compile(
    r"\bno\s+longer\s+(?P<old>(?:[^.;]|\.(?=\w))+?)(?:\s+instead\s+of\s+(?P<new>.+)|;\s+(?:it|that|this)\s+(?:was|were)\s+(?P<was>.+))",
    re.IGNORECASE,
)
_NO_LONGER = re.compile(r"\bno\s+longer\s+(?P<told>(?:\w+\s+){0,2})(?=`)", re.IGNORECASE)
_ENDED = re.compile(
    r"(?P<may>\b(?:can|may|must|could|will|would|should|might)\s+)?\bno\s+longer\s+(?P<told>.+)", re.IGNORECASE
)
_BOUND = re.compile(
    r"\b(?:longer|more|less|fewer|higher|lower|larger|smaller|older|newer|exceed\w*|above|below|over|under|up\s+to|beyond|at\s+least"
    r"|at\s+most|after|before|with|by|without|because|from|on|in|for)\b",
    re.IGNORECASE,
)
_NEAR = 4  # words behind "no longer": what is said of it, not of where and when
_WORD = re.compile(r"\w+(?:[./-]\w+)*")
_LIMIT = re.compile(r"\b(?:(?<!until\s)now|only|at\s+most|up\s+to)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_INSTEAD = re.compile(r"\b(?:instead\s+of|rather\s+than|where\s+it\s+was)\b[^,;.]*$", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|had|did|used\s+to|until|before|gone|(?!need|exceed)\w{2,}ed)\b", re.IGNORECASE)
_LESS = re.compile(
    r"\b(?:no|not|never|nothing|nobody|none|without|only|less|fewer|instead|place|than|lack\w*|miss\w*|fail\w*|gone|skip\w*"
    r"|ignor\w*|refus\w*|remov\w*|drop\w*|lost|los(?:es?|ing)|delet\w*|end\w*|stop\w*|differ\w*|replac\w*|merg\w*|hid\w*)\b|n't\b",
    re.IGNORECASE,
)


def are_tenses_right(sentence: str, material: Material, *, by_names: bool = False) -> bool:
    """
    In English alone. Words that stand as often on the one side as on the other say nothing.

    `by_names`: only what the sentence names can show that it was otherwise, not the words for it.
    """
    if not is_english(sentence) or is_question(sentence) or is_of_another_time(sentence):
        return True
    are_right = all(_is_right(clause, material, by_names=by_names) for clause in clauses(sentence))
    return (
        are_right
        and _are_limits_there(sentence, material)
        and _is_swap_right(sentence, material)
        and _was_so(sentence, material)
    )


def _is_right(clause: str, material: Material, *, by_names: bool) -> bool:
    return _is_so_now(clause, material, by_names=by_names) and _was_so_before(clause, material, by_names=by_names)


def _is_so_now(clause: str, material: Material, *, by_names: bool) -> bool:
    match = _NOW.search(clause)
    if match is None or _LESS.search(match["told"]):
        return True
    if {"-"} in _sides_of_named(match["told"], clause, material):
        return False
    if by_names:
        return True
    leanings = [leaning for word in stems(match["told"]) - SMALL if (leaning := material.leaning(word, "+", "-"))]
    return not leanings or max(leanings) > 0


def _was_so_before(clause: str, material: Material, *, by_names: bool) -> bool:
    """What is no longer so, as the clause names it, does not stand on added lines alone; nor do the words for it."""
    match = _ENDED.search(clause)
    if match is None:
        return True
    told = match["told"]
    if not _BOUND.search(told) and {"+"} in _sides_of_named(told, clause, material):
        return False
    if match["may"] or by_names:
        return True  # what can no longer be done is told by what was added to prevent it
    words = stems(" ".join(_WORD.findall(told)[:_NEAR])) - NEUTRAL
    is_of_both = any(word in gone or gone in word for word in words for gone in material.side_vocabulary["-"])
    return is_of_both or not any(material.is_done(word, "+") for word in words)


def _sides_of_named(text: str, sentence: str, material: Material) -> list[set[str]]:
    """The sides of the change on which the names and numbers of the text stand."""
    named = list(symbols(text))
    places = [material.places(symbol.text.removesuffix("()").strip("\"'")) for symbol in named]
    places += [
        tuple(quantity_places(quantity, sentence, material))
        for quantity in quantities(text)
        if not any(symbol.start <= quantity.start < symbol.end for symbol in named)
    ]
    return [{place.side for place in found} for found in places]


def _was_so(sentence: str, material: Material) -> bool:
    """What is no longer so much as named directly behind it, in code, was there before."""
    ended = {match.end() for match in _NO_LONGER.finditer(sentence)}
    named = (symbol for symbol in symbols(sentence) if symbol.start in ended)
    return not any(
        {place.side for place in material.places(symbol.text.removesuffix("()"))} == {"+"} for symbol in named
    )


def _is_swap_right(sentence: str, material: Material) -> bool:
    """Not what stands on added lines alone in place of what stands on removed ones alone."""
    match = _SWAP.search(sentence)
    if match is None:
        return True
    old, other = match["old"], match["new"] or match["was"]
    return not (_sides(old, material) == {"+"} and _sides(other, material) == {"-"})


def _sides(text: str, material: Material) -> set[str]:
    """Of the words and numbers that stand on one side of the change alone."""
    found = ({place.side for place in material.places(word)} & {"+", "-"} for word in _WORD.findall(text))
    return {side for sides in found if len(sides) == 1 for side in sides}


def _are_limits_there(sentence: str, material: Material) -> bool:
    """As "only 14 days", "at most 5": not a number that stands on removed lines alone."""
    named = [(symbol.start, symbol.end) for symbol in symbols(sentence)]
    for quantity in quantities(sentence):
        is_named = any(start <= quantity.start < end for start, end in named)
        is_past = _INSTEAD.search(sentence, 0, quantity.start) or _PAST.search(sentence, 0, quantity.start)
        if not is_named and not is_past and _LIMIT.search(sentence, 0, quantity.start):
            sides = {place.side for place in quantity_places(quantity, sentence, material)}
            if sides == {"-"}:
                return False
    return True
