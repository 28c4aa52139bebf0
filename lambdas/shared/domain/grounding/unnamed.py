"""
Sentences that name nothing: no path, symbol, number or quotation by which they could be looked up.

Such a sentence stands if the change, or a fact that a rule established about it, bears out its words. What it says to
be different needs one word of the changed lines (of their files' names, of the functions they are in) and a fourth of
its words in the diff. What it says of how things are is easily said of any program: there half of its words count, and
one of them is not enough unless a rule speaks of it, too.
"""

import re

from lambdas.shared.domain.grounding.deeds import deeds, is_of_another_time
from lambdas.shared.domain.grounding.material import Material, stems
from lambdas.shared.domain.grounding.wording import NEUTRAL

_MANY = 6  # words; of fewer nothing can be said

_DIFFERENT = re.compile(
    r"""
    \b(?:now|no\s+longer|any\s?more|still|before|instead|only|also|than|first|without|again|unchanged|los(?:es?|t)|chang\w+
       |as\s+(?:it|they)\s+(?:is|are|was|were)|more|less|fewer|better|worse
       |(?:long|short|larg|small|bigg|high|low|fast|slow|wid|narrow|cheap|strict|loos|earli|lat|strong|weak)er)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_off_the_subject(sentence: str, material: Material) -> bool:
    """It names something of the change, and what it goes on to say of it has hardly a word in common with it."""
    words = stems(sentence) - NEUTRAL
    known = words & (material.vocabulary | material.told_vocabulary)
    return len(words) >= _MANY and 3 * len(known) < len(words)


def is_borne_out(sentence: str, material: Material) -> bool:
    words = stems(sentence) - NEUTRAL
    told = len(words & material.told_vocabulary)
    known = len(words & (material.vocabulary | material.told_vocabulary))
    if not told and not words & material.changed_vocabulary:
        return False
    if _DIFFERENT.search(sentence) or is_of_another_time(sentence) or any(True for _ in deeds(sentence)):
        return 4 * known >= len(words)
    return 2 * known >= len(words) and (known > 1 or bool(told))
