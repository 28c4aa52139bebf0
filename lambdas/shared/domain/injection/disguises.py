"""Text as it would be read: lookalike letters, invisible characters, encodings and spellings undone."""

import base64
import binascii
import codecs
import html
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from lambdas.shared.domain.lookalikes import INVISIBLE, LOOKALIKES

_APART = str.maketrans(dict.fromkeys("_-.+/", " "))
_LEET = str.maketrans("013457@$!|", "oieastasil")
_BASE64 = re.compile(r"[A-Za-z0-9+/\-_]{32,4000}={0,2}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){20,2000}")
_ESCAPES = re.compile(r"(?:\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\[0-7]{3}){6,}")
_ENTITIES = re.compile(r"(?:&#x?[0-9a-fA-F]{2,5};){6,}")
_PERCENT = re.compile(r"%[0-9a-fA-F]{2}[^\s\"']{12,}")
_SPACED = re.compile(r"(?:\b\w[\s.\-_*]{1,3}){8,}\w\b")
_JOINED = re.compile(r"\b\w+(?:[_\-.+]\w+){3,}\b")
_LEETED = re.compile(r"[a-z](?:[013457]|[@$!|](?=\w))", re.IGNORECASE)
_WORDS = re.compile(
    r"(ignore|disregard|forget|all|previous|prior|above|instructions?|rules?|approve|this|change|already|reviewer|you|must)"
)
_READABLE = bytes([*range(32, 127), *b"\n\r\t"])
HIDING = re.compile("[\u202a\u202b\u202d\u202e\u2066-\u2068\U000e0001-\U000e007f]|[\u200b\u2060\ufeff]{3,}")


def readings(line: str) -> Iterator[str]:
    """The line in lower case, as each disguise would have it read; most lines have none."""
    if not line.isascii():
        yield from _without_lookalikes(line)
    for sign, pattern in (("\\", _ESCAPES), ("%", _PERCENT), ("&#", _ENTITIES)):
        for match in pattern.finditer(line) if sign in line else ():
            yield _unescaped(match.group()).lower()
    for match in (*_BASE64.finditer(line), *_HEX.finditer(line)):
        yield from (text.lower() for text in _decoded(match.group()))
    for match in _SPACED.finditer(line):
        letters = re.sub(r"(?<=\w)[\s.\-_*](?=\w\b)", "", re.sub(r"\s{2,}", "  ", match.group()))
        yield letters.lower()
        yield _split_known(letters.lower().replace(" ", ""))
    if _LEETED.search(line):
        yield line.lower().translate(_LEET)
    if _JOINED.search(line):
        yield line.translate(_APART).lower()
    lowered = line.lower()
    if "erongi" in lowered or "evorppa" in lowered or "weiver" in lowered:
        yield lowered[::-1]
    if "vtaber" in lowered or "nccebi" in lowered or "erivrj" in lowered:
        yield codecs.encode(lowered, "rot13")


def _without_lookalikes(line: str) -> Iterator[str]:
    bare = INVISIBLE.sub("", line)
    yield bare.lower()
    tags = "".join(chr(ord(char) - 0xE0000) for char in line if 0xE0020 <= ord(char) <= 0xE007E)
    if tags:
        yield tags.lower()
    folded = unicodedata.normalize("NFKD", bare)
    plain = "".join(char for char in folded if not unicodedata.combining(char)).lower()
    yield plain
    yield plain.translate(LOOKALIKES)


def _unescaped(text: str) -> str:
    text = html.unescape(unquote(text))
    return re.sub(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([0-7]{3}))", _character, text)


def _character(match: re.Match[str]) -> str:
    return chr(int(match[3], 8) if match[3] else int(match[1] or match[2], 16))


def _decoded(text: str) -> Iterator[str]:
    for decode in (_from_hex, _from_base64):
        raw = decode(text)
        if raw is not None and len(raw.translate(None, _READABLE)) < 0.1 * len(raw):
            yield raw.decode("ascii", "replace")


def _from_hex(text: str) -> bytes | None:
    return bytes.fromhex(text) if _HEX.fullmatch(text) else None


def _from_base64(text: str) -> bytes | None:
    padded = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(padded + "=" * (-len(padded) % 4))
    except (binascii.Error, ValueError):
        return None


def _split_known(letters: str) -> str:
    """Letters that stood apart have lost their spaces: they are put back around the words that matter."""
    return re.sub(r"\s+", " ", _WORDS.sub(r" \1 ", letters))
