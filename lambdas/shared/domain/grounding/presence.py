"""What stands on removed lines alone is gone: a sentence about it speaks of the past, or of its going."""

import re

from lambdas.shared.domain.grounding.material import Material
from lambdas.shared.domain.grounding.sentences import is_english, is_question, without_code
from lambdas.shared.domain.grounding.symbols import SymbolKind, symbols

_PAST = re.compile(
    r"""
    \b(?:remov|delet|drop|eras|purg|clean|los[et]|losing|gone|goes|no\b|not\b(?!\s+available)|nobody|nothing|none|never|any\s?more|nowhere
       |was\b|were\b|had\b|did\b|could\b|used\s+to|before|until|previous|former|earlier|old|instead|rather|without
       |from\b.*\bto\b|replac|renam|swap|rewr|turned|becom|becam|disappear|stop|end(?:s|ed)\b|retir|chang|mov|differ|switch|now\s+(?:called|named)\s+x\b
       |convert|migrat|lower|rais|reduc|increas|decreas|shorten|lengthen|cuts?\b|f[ae]lls?\b|grow|grew|widen|narrow|break
       |\bx\s+\w+ed\b|broke|fail|refus|reject|miss|fewer|less|longer|shorter|higher|smaller|larger)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TOLD_AS_PAST = re.compile(
    r"\b(?!need|exceed|feed|speed|embed|seed)\w{2,}ed\b"
    r"|\b(?:kept|spoke|said|read|stood|held|gave|took|led|ran|sent|meant|came|went)\b"
    r"|\b(?:going|rolling|turning)\s+back\b|\b(?:gives?|makes?)\s+way\b|\bin\s+(?:the\s+)?place\s+of\b|\b(?:restor|undo|revert)",
    re.IGNORECASE,
)


def is_presence_right(sentence: str, material: Material, *, by_tense: bool = False) -> bool:
    """
    In English alone: the words for the past differ elsewhere. A question may be about anything.

    `by_tense`: any verb in the past is enough, "is sorted" among them.
    """
    if _is_free(sentence) or (by_tense and _TOLD_AS_PAST.search(without_code(sentence))):
        return True
    named = [one for one in symbols(sentence) if one.kind is not SymbolKind.PATH]
    return not any(
        _is_gone(one.text, material)
        and not (one.kind is SymbolKind.NAME and material.has_spelling_of(one.text, sides="+ "))
        for one in named
    )


def speaks_of_removal(sentence: str, material: Material) -> bool:
    """Where the change does nothing but remove, whatever is said of it says so."""
    lines = material.side_vocabulary
    return _is_free(sentence) or bool(lines["+"]) or not lines["-"]


def _is_free(sentence: str) -> bool:
    prose = without_code(sentence)
    return not is_english(prose) or is_question(prose) or bool(_PAST.search(prose))


def _is_gone(text: str, material: Material) -> bool:
    places = material.places(text.removesuffix("()").strip("\"'"))
    return bool(places) and all(place.side == "-" for place in places)
