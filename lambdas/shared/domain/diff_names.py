"""The names in the header of a file's diff, which git quotes like C strings where they hold anything odd."""

import re
from dataclasses import dataclass

_ESCAPE = re.compile(r"\\([0-7]{3}|.)", re.DOTALL)
_LETTERS = {"a": b"\a", "b": b"\b", "t": b"\t", "n": b"\n", "v": b"\v", "f": b"\f", "r": b"\r", '"': b'"', "\\": b"\\"}
_QUOTED_PAIR = re.compile(r'"a/(?P<name>(?:[^"\\]|\\.)*)" "b/')
_TO_QUOTE = re.compile(r'["\\\x00-\x1f\x7f]')
_OLD = ("rename from ", "copy from ")
_NEW = ("rename to ", "copy to ")


@dataclass(frozen=True, slots=True)
class Names:
    path: str
    old_path: str | None  # set for renames and copies


def read_names(header: str) -> Names | None:
    """
    The names of one file, from the lines before its first hunk; None where there are none.

    "diff --git a/x b/x" cannot be cut at " b/", which a name may contain. So the names come from the lines that hold
    one each; a file without those lines has the same name on both sides, and the cut is in the middle.
    """
    old, new = _after(header, _OLD), _after(header, _NEW)
    if old is not None and new is not None:
        return Names(unquote(new), unquote(old))
    for mark in ("+++ ", "--- "):
        name = _after(header, (mark,))
        if name is not None and name != "/dev/null":
            return Names(unquote(name.removesuffix("\t"))[2:], None)
    return _from_first_line(header.partition("\n")[0])


def unquote(name: str) -> str:
    """Git's C-style quoting undone; bytes that are no UTF-8 become U+FFFD, as they do wherever a name is decoded."""
    if not (len(name) > 1 and name.startswith('"') and name.endswith('"')):
        return name
    return _unescape(name[1:-1])


def quote(name: str) -> str:
    """As git writes a name where `core.quotePath` is off: quoted only if it holds what would break its line."""
    if not _TO_QUOTE.search(name):
        return name
    return '"' + _TO_QUOTE.sub(lambda match: _escape(match[0]), name) + '"'


def _escape(character: str) -> str:
    return f"\\{character}" if character in '"\\' else f"\\{ord(character):03o}"


def _unescape(text: str) -> str:
    raw = bytearray()
    position = 0
    for match in _ESCAPE.finditer(text):
        raw += text[position : match.start()].encode("utf-8", "replace")
        escape = match[1]
        raw += bytes([int(escape, 8) & 0xFF]) if len(escape) == 3 else _LETTERS.get(escape, escape.encode())
        position = match.end()
    raw += text[position:].encode("utf-8", "replace")
    return raw.decode("utf-8", "replace")


def _after(header: str, marks: tuple[str, ...]) -> str | None:
    """The rest of the line that begins with one of the marks; the first line never does."""
    for mark in marks:
        _, found, rest = header.partition(f"\n{mark}")
        if found:
            return rest.partition("\n")[0]
    return None


def _from_first_line(line: str) -> Names | None:
    both = line.removeprefix("diff --git ")
    quoted = _QUOTED_PAIR.match(both)
    if quoted:
        return Names(_unescape(quoted["name"]), None)
    length = (len(both) - len("a/ b/")) // 2
    name = both[2 : 2 + length]
    return Names(name, None) if name and both == f"a/{name} b/{name}" else None
