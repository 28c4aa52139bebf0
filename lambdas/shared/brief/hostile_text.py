"""
Text from the change, made fit to be looked at.

Whoever writes a file name, a commit message or a line of code may want it to look like something else. Two things are
done to every string before a template prints it:

- `visible`: what a reader cannot see (control characters, direction overrides, zero-width characters, tags) is shown
  as a mark, so that nothing hides, nothing runs backwards, and a name with a newline stays one name.
- `unlinked` (the mail only; browsers link nothing by themselves): mail programs turn `https://…`, `name@host` and bare
  domains into links. A zero-width non-joiner after the colon, the at sign and each dot keeps them from it; it is
  invisible, silent in screen readers, and survives HTML sanitisers, which a wrapping element does not. Names of files
  (`app.py`) stay as they are, to be copied, unless what stands after the dot could not be a file.
"""

import re
import unicodedata

_ZERO_WIDTH_NON_JOINER = "\u200c"
_SHORTEST_CODE = 24
_NAMED_PATH = 40
_JOINERS = "\u200c\u200d"  # part of Persian, of the scripts of India and of emoji
_JOINED = {"Lo", "Mn", "Mc", "So", "Sk"}  # categories after which a joiner is spelling, not hiding
_STACKED_MARKS = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3})"
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_BLANK_LETTERS = "\u115f\u1160\u3164\uffa0\u2800"  # letters and symbols, says Unicode; nothing, says the eye

_WORD = re.compile(r"[^\s<>()\[\]{}\"'`,;|]+")
_JOINT = re.compile(  # what makes an address of words: a scheme, a host, a dot before what could be a top-level domain
    r"(:(?=//)|@|[.\u3002\uff0e\uff61](?=xn--|[^\W\d_]{2,}(?!\w)))", re.IGNORECASE
)
_FILE_NAME = re.compile(
    r"[^.@:]*\.(?:py|pyi|md|rst|txt|sh|m?js|cjs|tsx?|jsx|json|toml|ya?ml|cfg|ini|lock|html?|s?css|java|kt|go|rs|rb|php|c"
    r"|cc|cpp|h|hpp|cs|swift|sql|tf|tfvars|xml|csv|svg|png|jpe?g|pdf|proto|gradle|vue|ipynb|j2|env|gitignore)"
    r"(?::\d+)?[.:!?]*",
    re.IGNORECASE,
)


def visible(text: str, *, keep: str = "") -> str:
    """`text` with everything invisible shown; the characters in `keep` stay as they are."""
    if text.isascii() and text.isprintable():
        return text
    text = _STACKED_MARKS.sub("\\1\N{HORIZONTAL ELLIPSIS}", text)
    return "".join(
        character if character in keep else _visible(character, text[index - 1 : index])
        for index, character in enumerate(text)
    )


def one_line(text: str) -> str:
    """Prose on one line: every run of white space, line breaks among it, is one space."""
    return " ".join(text.split())


def capped(text: str, length: int) -> str:
    """At most `length` characters as they will be shown, cut at a word where one ends near; code stays quoted."""
    text = visible(text[: 2 * length])
    if len(text) <= length:
        return text
    cut = text[: length - 2]
    word_end = cut.rfind(" ", length * 3 // 4)
    cut = cut[: word_end if word_end > 0 else None].rstrip(" ,;:.") + "\N{HORIZONTAL ELLIPSIS}"
    return cut + "`" * (cut.count("`") % 2)


def capped_prose(text: str, length: int) -> str:
    """As `capped`, but whole sentences only, where at least one ends in the second half of what there is room for."""
    short = capped(text, length)
    sentence_end = max(short.rfind(mark, length // 2) for mark in (". ", "? ", "! "))
    if len(text) <= length or sentence_end < 0:
        return short
    return short[: sentence_end + 1] + " \N{HORIZONTAL ELLIPSIS}"


def fitted(text: str, length: int) -> str:
    """As `capped`, but first what stands between backticks is shortened, so that the sentence comes to its end."""
    text = visible(text)
    parts = text.split("`")
    if len(text) <= length or len(parts) % 2 == 0:
        return capped(text, length)
    room = length - len(text) + sum(map(len, parts[1::2]))
    spans = sorted(range(1, len(parts), 2), key=lambda index: len(parts[index]))
    for waiting, index in zip(range(len(spans), 0, -1), spans, strict=True):
        parts[index] = _short_code(parts[index], max(_SHORTEST_CODE, room // waiting))
        room -= len(parts[index])
    return capped("`".join(parts), length)


def _short_code(code: str, length: int) -> str:
    return short_path(code, length) if "/" in code and " " not in code else capped(code, length)


def named_path(path: str) -> str:
    """As a sentence names it."""
    return short_path(path, _NAMED_PATH)


def short_path(path: str, length: int) -> str:
    """The file's name and as many folders before it as there is room for; the end of a path tells it from others."""
    path = visible(path)
    if len(path) <= length:
        return path
    start = path.find("/", len(path) - length + 1)
    return "\N{HORIZONTAL ELLIPSIS}" + path[start:] if start >= 0 else capped_path(path.rpartition("/")[2], length)


def capped_path(path: str, length: int) -> str:
    """A path with its middle left out where it is too long: both ends tell more than the start."""
    path = visible(path[:length] + path[-length:] if len(path) > 2 * length else path)
    if len(path) <= length:
        return path
    tail = (length - 1) * 2 // 3
    return path[: length - 1 - tail] + "\N{HORIZONTAL ELLIPSIS}" + path[-tail:]


def unlinked(text: str) -> str:
    """`text` in which no mail program finds an address to link; it looks the same."""
    return _WORD.sub(lambda match: _unlinked(match[0]), text) if _JOINT.search(text) else text


def _unlinked(word: str) -> str:
    if "://" in word or "@" in word:
        return _broken(word)
    return "/".join(part if _FILE_NAME.fullmatch(part) else _broken(part) for part in word.split("/"))


def _broken(text: str) -> str:
    return _JOINT.sub(rf"\1{_ZERO_WIDTH_NON_JOINER}", text)


def _visible(character: str, before: str) -> str:
    if character.isprintable() and character not in _BLANK_LETTERS:
        return "\N{REPLACEMENT CHARACTER}" if "\ufff0" <= character <= "\ufff8" else character
    if character in _JOINERS and before and unicodedata.category(before) in _JOINED:
        return character
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    if character < " ":
        return chr(0x2400 + ord(character))
    return "\N{REPLACEMENT CHARACTER}" if category == "Cs" else f"\u2039U+{ord(character):04X}\u203a"
