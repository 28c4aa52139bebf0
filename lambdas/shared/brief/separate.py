"""A long paragraph of the rules as its sentences: each tells of another thing, and a wall of them nobody reads."""

import re

_LONG = 300
_ENOUGH = 3
_END = re.compile(r"`[^`]*`|\u201c[^\u201d]*\u201d|\((?:[^()`]|`[^`]*`)*\)|(?P<end>(?<!\b[A-Z])\. )(?=[A-Z`])")


def separate(text: str) -> tuple[str, ...]:
    """The sentences, where there are several; what stands in code, quotation marks or brackets is left whole."""
    ends = [match.end() for match in _END.finditer(text) if match["end"]]
    if len(text) < _LONG or len(ends) + 1 < _ENOUGH:
        return (text,)
    return tuple(text[start:end].strip() for start, end in zip([0, *ends], [*ends, None], strict=True))
