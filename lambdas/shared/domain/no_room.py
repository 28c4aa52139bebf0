"""What is said of a file for which a reading had no room, or too little; and how such words are known again."""

import re

from lambdas.shared.domain.offline_review_words import count

_NONE = re.compile(r"there was no room for it(?:s [\d,]+ changed lines?)?|none of its \d+ changed lines fit")
_PART = re.compile(r"there was room for only [\d,]+ of its [\d,]+ changed lines|only \d+ of \d+ changed lines fit")


def room_for_none(changed_lines: int) -> str:
    if not changed_lines:  # another mode, another name
        return "there was no room for it"
    return f"there was no room for its {count(changed_lines, 'changed line')}"


def room_for_some(shown: int, changed_lines: int) -> str:
    return f"there was room for only {shown:,} of its {changed_lines:,} changed lines"


def of_several(reason: str) -> str:
    """The same reason, said of several files: without the number of lines, which is another one for each."""
    if _NONE.fullmatch(reason):
        return "there was no room for them"
    return "there was room for a part of each only" if _PART.fullmatch(reason) else reason
