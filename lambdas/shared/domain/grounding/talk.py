"""Sentences that say nothing of the change: talk to the reader, lessons, opinions, stumps, and code for prose."""

import re
from collections.abc import Set as AbstractSet

from lambdas.shared.domain.grounding.material import stems
from lambdas.shared.domain.grounding.sentences import is_english, is_question, without_code

_QUOTED = re.compile(r"[\"\u201c][^\"\u201c\u201d]{3,200}[\"\u201d]")  # what a message says to whoever gets it
_LETTER = re.compile(r"[^\W\d_]")
_NO_PROSE = re.compile(
    r"""
    \{\s|\s\}|\{return\b|"{3}|`{3}|^\#\s|==|=>|&&|\|\||;\s*$|^\W*(?-i:def|return|assert|import|class|function|const|let|var)\s
    | (?:^|\s)\+(?:\s|$)|(?:^|\s)[+-]\w+\(|^[+-]\s*\w+\s*[=:{]       # the marks of the diff
    | ^\W*[\w.]+\s=\s                                              # an assignment
    | ^\W*\[[^\]]*\]\W*$|\[(?:product|file|code|function|your|type)\b[^\]]*\]
    | \binsert\b.*\bhere\b|\#\w+:$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SMALL_TALK = re.compile(
    r"^\W*(?:how|what)\s+to\b|\bcan\s+you\s+(?:tell|explain|describe|show)\b|\btells?\s+you\b|\bfavou?rite\b|^[^`]*\b(?:I|my)\b[^`]*\?",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(
    r"(?:\b(?:which|that|the|an?|and|or|but|to|of|for|with|this|their|its|as|because|if|when|is|are|does)|[,(])\s*$",
    re.IGNORECASE,
)
_TO_THE_READER = re.compile(
    r"\b(?:I|I'm|[Ww]e|[Yy]ou|[Yy]ours?|[Oo]ur|[Mm]y|[Ll]et's|[Yy]ou're|[Ww]e're|me|us)\b(?![-_./:])"
)
_LESSON = re.compile(
    r"""
    ^\W*(?:here\s+(?:is|are)|in\s+this\s+(?:example|tutorial|article|section)|to\s+do\s+this|for\s+example)\b
    | \b(?:lines?|code|example|snippet|diff)\s+(?:shows?|explains?|describes?|demonstrates?)\s+how\b
    | \b(?:shows?|demonstrates?|illustrates?)\s+how\s+to\b
    | \b(?:the|this)\s+above\b|\babove\s+(?:code|example|diff|script|function|file|command|behaviou?r|change)s?\b
    | ^\W*(?:this|that|it|here)\s+is\s+(?:an?|the)\s+(?:\w+\s+){0,3}?
      (?:test|change|update|function|example|file|diff|line|case)\b
    | \bthe\s+diff\s+(?:\w+\s+){0,4}?is\s+(?:an?|the)\b
    | \b(?:the|a)\s+(?:\w+\s+)?(?:diff|change)\s+(?:is\s+(?:that|an?)|between|function|was\s+made)\b
    | \bthe\s+(?:difference|review)\s+(?:in|of|between)\b|^\W*an?\s+review\s+of\b
    | ^\W*the\s+(?:first|second|third|fourth|fifth|last)\s+(?:function|part|line|step|section|code|command|example)\b
      (?!\s+(?:now|no\s+longer|still|(?:is|are|was|were)\s+(?:now\s+)?(?:added|removed|deleted|changed|gone|new))\b)
    | :\s+how\s+to\b
    | \b(?:the|this)\s+(?:following|given|example)\s+(?:code|example|diff|script|function|command)s?\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_OPINION = re.compile(  # in lower case: Amazon Simple Email Service is a name
    r"""
    \b(?:simple|elegant|(?:in)?efficient|powerful|classic|popular|famous|well[- ]known|interesting|awesome|great|clever
       |excellent|perfect|beautiful|nice|wonderful|amazing|fascinating|robust|intuitive|user[- ]friendly|helpful)\b
    | \b(?:easy|difficult|hard|important|useful|essential|crucial)\s+(?:for\s+(?:\w+\s+){1,9})?to\b
    | \b(?:spot\s+on|best\s+practices?|many\s+benefits|good\s+(?:idea|practice|way)|supposed\s+to)\b
    | \btakes?\s+advantage\s+of\b|\bsav(?:es?|ing)\s+(?:time|money)\b
    | \bimprov(?:es?|ed|ing)\s+(?:\w+\s+)?
      (?:performance|efficiency|security|readability|quality|reliability|experience)\b
    | \blatest\s+(?:features|improvements|version\s+of\s+the\s+application)\b|\bsome\s+new\s+features\b
    | \b(?:released|coming)\s+soon\b|\blast\s+year\b|\b(?:easily|quickly)\b|\bgenius\b
    | \bnot\s+(?:specified|mentioned|clear|known|defined\s+in\s+this)\b
    """,
    re.VERBOSE,
)


def is_talk(sentence: str) -> bool:
    """
    What speaks to the reader instead of about the change; code is no sentence in any language.

    A question may address the reader.
    """
    prose = _QUOTED.sub("x", without_code(sentence))
    if not _LETTER.search(prose) or _NO_PROSE.search(prose) or _SMALL_TALK.search(prose):
        return True
    if is_question(sentence) or not is_english(sentence):
        return False
    return bool(_UNFINISHED.search(prose) or _TO_THE_READER.search(prose))


def is_lecture(sentence: str, vocabulary: AbstractSet[str]) -> bool:
    """
    Lessons and opinions; a question may ask for one.

    `vocabulary`: the stems of the change's words. Where one of them is "simple", the word is no opinion.
    """
    prose = without_code(sentence)
    if is_question(sentence) or not is_english(sentence):
        return False
    opinions = (stems(opinion.group()) for opinion in _OPINION.finditer(prose))
    return bool(_LESSON.search(prose)) or any(not opinion & vocabulary for opinion in opinions)


def is_fragment(sentence: str) -> bool:
    """A word or two name something and say nothing of it; but "`flush` stays." is a sentence."""
    words = sentence.split()
    return len(words) < 2 or (len(words) == 2 and not sentence.rstrip().endswith((".", "!", "?")))
