"""Text for a mail's text part, 72 columns wide."""

import textwrap
from collections.abc import Iterable, Iterator

from lambdas.shared.brief.hostile_text import unlinked, visible

_WIDTH = 72


def paragraphs(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (*wrapped(text), "")


def bullets(texts: Iterable[str]) -> Iterator[str]:
    items = [line for text in texts for line in wrapped(text, first="- ", then="  ")]
    yield from (*items, "") if items else ()


def _spoken(text: str) -> str:
    """Backticks as quotation marks, which are not read out as words."""
    return text.replace("`", '"') if text.count("`") % 2 == 0 else text


def wrapped(text: str, first: str = "", then: str = "", *, ours: bool = False) -> list[str]:
    """`ours`: nothing in it comes from the change, and it is to be copied. A name is never broken."""
    text = visible(_spoken(text))
    return textwrap.wrap(
        text if ours else unlinked(text),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=then,
        break_long_words=False,
        break_on_hyphens=False,
    )
