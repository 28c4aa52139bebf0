"""Hostile text between two lines that it cannot contain, with nothing invisible in it."""

import hashlib
import unicodedata

_ALLOWED = "\n\t"
_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs"})


def fence(text: str, *, boundary: str | None = None) -> str:
    """
    The text between two boundary lines; control, zero-width and bidirectional characters are written out (U+202E).

    Whoever wrote the text cannot have put the boundary into it: the boundary is a hash over the text itself. Several
    texts of one prompt share the boundary of all of them together.
    """
    boundary = boundary or boundary_of(text)
    return f"{boundary} begin\n{visible(text)}\n{boundary} end"


def boundary_of(*texts: str) -> str:
    """A line's beginning that stands in none of the texts."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    boundary = f"=====material-{digest.hexdigest()[:32]}"
    while any(boundary in text for text in texts):  # a fixed point of SHA-256: never seen, and not relied upon
        digest.update(b"\1")
        boundary = f"=====material-{digest.hexdigest()[:32]}"
    return boundary


def visible(text: str) -> str:
    """Every character that shows nothing as its code point, so that the model sees what a person cannot."""
    if text.isascii() and text.replace("\n", "").replace("\t", "").isprintable():
        return text
    odd = {char for char in set(text) if char not in _ALLOWED and unicodedata.category(char) in _INVISIBLE}
    return text.translate({ord(char): f"<U+{ord(char):04X}>" for char in odd})
