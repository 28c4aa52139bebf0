"""One statement of a policy: what else it says beside its actions, on the same line or on those around it."""

import re
from itertools import islice

from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine

_SIGHT = 12  # lines between a statement's actions and its resource
_NEAR = 6  # and between its actions and its effect
_RESOURCE = re.compile(r"(?<!not_)(?<!Not)\b[\"']?[rR]esources?[\"']?\s*[:=]\s*(.*)$")
_ALL = re.compile(r"^[\[({]?\s*[\"']?\*[\"']?\s*(?:[\])},;#/]|$)")
_OPENS = re.compile(r"^(?:[\[(]\s*)?$")
_ITEM_STAR = re.compile(r"^\s*(?:-\s*)?[\"']?\*[\"']?\s*,?\s*$")
_NEXT = re.compile(r"\b(?:[eE]ffect|Sid|sid|Statement|PolicyStatement|statement)\b")
_EFFECT = re.compile(r"\beffect\b", re.IGNORECASE)
_DENIES = re.compile(r"\bDeny\b|\bDENY\b|not_?actions?\b", re.IGNORECASE)


def covers_everything(file: ChangedFile, line: CodeLine, text: str) -> bool:
    """The resource of the same statement is `*`. `text` is what of its line belongs to the statement."""
    for near in ((line,), islice(file.below(line), _SIGHT), islice(file.above(line), _SIGHT)):
        for other in near:
            if match := _RESOURCE.search(text if other is line else other.text):
                return bool(_ALL.search(match[1]) or (_OPENS.search(match[1]) and _next_is_star(file, other)))
            if other is not line and _NEXT.search(other.text):
                break
    return False


def is_denied(file: ChangedFile, line: CodeLine, text: str) -> bool:
    """Inside a statement that denies; the effect may stand above or below its actions."""
    others = (*islice(file.above(line), _NEAR), *islice(file.below(line), _NEAR))
    effect = next((other for other in (text, *(other.text for other in others)) if _EFFECT.search(other)), None)
    return bool(effect and _DENIES.search(effect))


def of_one_statement(text: str, place: int) -> str:
    """What stands in the same braces or brackets of a line as the character at `place`; a policy may be one line."""
    return text[_open(text, place) : _closed(text, place)]


def _open(text: str, place: int) -> int:
    depth = 0
    for index in range(place - 1, -1, -1):
        if text[index] in "})":
            depth += 1
        elif text[index] in "{(":
            depth -= 1
            if depth < 0:
                return index + 1
    return 0


def _closed(text: str, place: int) -> int:
    depth = 0
    for index in range(place, len(text)):
        if text[index] in "{(":
            depth += 1
        elif text[index] in "})":
            depth -= 1
            if depth < 0:
                return index
    return len(text)


def _next_is_star(file: ChangedFile, line: CodeLine) -> bool:
    following = next(file.below(line), None)
    return following is not None and bool(_ITEM_STAR.match(following.text))
