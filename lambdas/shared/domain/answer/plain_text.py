"""Text of a model as plain text: what is invisible or turns the reading direction goes, markup stays as characters."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})  # control, format (bidi, zero width), surrogates, unassigned
_KEPT = "\n\t\r"


def one_line(text: str, *, longest: int) -> str:
    """Visible characters only, any white space as one space, cut at a word's end."""
    return shorten(_SPACES.sub(" ", visible(text)).strip(), longest=longest)


def visible(text: str) -> str:
    """Without characters that show nothing; line ends and tabs are kept."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(char for char in text if char in _KEPT or unicodedata.category(char) not in _INVISIBLE)


def shorten(text: str, *, longest: int) -> str:
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[longest // 2 :] else cut}…"
