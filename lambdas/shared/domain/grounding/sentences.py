"""A model's text, sentence by sentence: the unit that stays or goes."""

import re

_END = re.compile(r"(?<=[.!?…])[\"'\u201d\u2019)\]]*\s+(?=[\"'\u201c\u2018(\[`]*[A-ZÀ-Þ\d`_-])")
_NO_END = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|resp|no|z\.B|d\.h|ca|Nr|bzw)\.|\b[A-Z]\.)$")

_ENGLISH = re.compile(
    r"\b(?:the|this|is|are|was|were|and|of|to|an?|it|its|now|with|for|from|by|all|has|have|not|that|which|only|than|what|how|we|you|your|I)\b",
    re.IGNORECASE,
)

_CODE = re.compile(r"`[^`]*`")
_BACK = re.compile(r"\W*(?:It|Its|They|Their|This|That|These|Those|Both|Neither|The\s+(?:former|latter|same|other))\b")


def is_english(sentence: str) -> bool:
    """Only then can its words be looked for in the diff: most code is English, whatever the brief's language."""
    return bool(_ENGLISH.search(sentence))


def without_code(sentence: str) -> str:
    """With an x for each piece between backticks."""
    return _CODE.sub("x", sentence)


def is_question(sentence: str) -> bool:
    return sentence.rstrip().endswith("?")


def points_back(sentence: str) -> bool:
    """As "It also sends a mail": of what, the sentence before says."""
    return bool(_BACK.match(sentence))


def sentences(text: str) -> tuple[str, ...]:
    """Cut after full stops, question and exclamation marks; not after abbreviations, nor inside `code`."""
    found: list[str] = []
    for piece in _END.split(text):
        if found and (_NO_END.search(found[-1]) or found[-1].count("`") % 2):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return tuple(piece for piece in found if piece.strip())
