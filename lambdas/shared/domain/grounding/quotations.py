"""What a sentence puts between quotation marks: words of the change, or the sentence says what nobody wrote."""

import re
from collections.abc import Iterator

from lambdas.shared.domain.grounding.material import Material
from lambdas.shared.domain.grounding.sentences import is_question

_FEWEST = 3  # words: one or two may stand there to be called into question
_QUOTATION = re.compile(r"(?<!\w)[\"\u201c](?P<words>[^\"\u201c\u201d`]{6,200})[\"\u201d](?!\w)")


def quotations(sentence: str) -> Iterator[str]:
    for match in _QUOTATION.finditer(sentence):
        words = match["words"].strip(" .,;:!?\u2026")
        if len(words.split()) >= _FEWEST:
            yield words


def are_quotations_right(sentence: str, material: Material) -> bool:
    """White space aside, or as a name spells them; a question may quote what it proposes."""
    return is_question(sentence) or all(
        material.has_line_with(words) or material.has_spelling_of(words) for words in quotations(sentence)
    )
