"""
A further way of doing what was done in one way: `quick_sort` beside `bubble_sort`, "xml" beside "json".

Told from a table of choices (`{"bubble": bubble_sort, "quick": quick_sort}`) that gains an entry whose value is named
like its neighbours; and how callers choose, from what the table is asked with.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.languages import Syntax
from lambdas.shared.domain.rules.rule import FactType, Rule, code

_ADDED = FactType("alternative-added", FactKind.BEHAVIOUR)
_ENTRY = re.compile(
    r"(?:[\"'](?P<key>[\w-]+)[\"']|(?<![\w.])(?P<bare>\w+))\s*(?::|=>)\s*&?(?P<value>[A-Za-z_][\w.]*)(?=\s*[,})\]]|\s*$)"
)
_ENTRY_END = re.compile(  # cheaper to look for
    r"[:>][^\S\n]*&?[A-Za-z_][\w.]*(?=[^\S\n]*(?:[,})\]]|$))", re.MULTILINE
)
_VALUE = re.compile(r"[:>]\s*&?([A-Za-z_][\w.]*)")
_ENDS = (",", "}", ")", "]", ";")
_TABLE = re.compile(r"([A-Za-z_]\w*)\s*(?::[^=]+)?=\s*(?:\w+[\[\]\w.]*)?[{(\[]")
_PARTS = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
_NAME = re.compile(r"\w+")
_MOST, _MOST_NEIGHBOURS = 5, 50
_ORDINALS = {1: "second", 2: "third", 3: "fourth", 4: "fifth"}
_KINDS = {
    "algorithm",
    "method",
    "strategy",
    "format",
    "backend",
    "engine",
    "provider",
    "mode",
    "driver",
    "policy",
    "encoder",
    "parser",
    "handler",
    "theme",
    "language",
    "currency",
    "channel",
    "protocol",
    "model",
}
_DOING = {
    "sort": "sorting",
    "search": "search",
    "hash": "hashing",
    "parse": "parsing",
    "encode": "encoding",
    "decode": "decoding",
    "compress": "compression",
    "encrypt": "encryption",
    "render": "rendering",
    "export": "export",
    "import": "import",
    "sign": "signing",
    "load": "loading",
    "rank": "ranking",
}


@dataclass(frozen=True, slots=True)
class _Entry:
    value: str
    is_quoted: bool  # its key is a string, which callers can name
    line: CodeLine


def alternatives(file: ChangedFile) -> Iterator[Fact]:
    if not file.takes_effect or file.language.syntax not in (Syntax.PYTHON, Syntax.C_LIKE, Syntax.HASH):
        return
    if not any(hunk.old_length for hunk in file.diff.hunks):
        return
    known = cache(lambda: _known_names(file))  # few files need them
    found = (
        fact
        for line, _ in file.changed_matching(_ENTRY_END)
        if line.kind == "+" and _may_be_further(line.text)
        for entry in _entries(file, line)
        if _is_compound(entry.value) and entry.value not in known()
        for fact in _fact(file, entry, known())
    )
    yield from {fact.subject: fact for fact in islice(found, _MOST)}.values()


def _may_be_further(text: str) -> bool:
    return (
        text.endswith(_ENDS)
        and any(_is_compound(value.rpartition(".")[2]) for value in _VALUE.findall(text))
        and _ENTRY.search(text) is not None
    )


def _is_compound(name: str) -> bool:
    """Others are like no neighbour: they have no part that two names can share."""
    return len(_PARTS.findall(name)) > 1


def _known_names(file: ChangedFile) -> frozenset[str]:
    """Names on lines that were there before."""
    old = " ".join(line.text for lines in file.hunks for line in lines if line.kind != "+")
    return frozenset(_NAME.findall(old))


def _fact(file: ChangedFile, entry: _Entry, known: frozenset[str]) -> Iterator[Fact]:
    neighbours = [other for other in _table(file, entry.line) if _shared_part(entry.value, other.value)]
    old = [other for other in neighbours if other.line.kind == " " or other.value in known]
    if not old:
        return
    shared = _shared_part(entry.value, old[0].value)
    chooser = _chooser(file, entry)
    if chooser is None and not (entry.is_quoted and old[0].is_quoted):
        return
    ordinal = _ORDINALS.get(len(neighbours), "further")
    noun = _noun(_DOING.get(shared, ""), _kind(file, entry.line, chooser))
    how = f"; callers choose it with the parameter {code(chooser)}" if chooser else ""
    names = " and ".join(code(other.value) for other in old[:2])
    yield _ADDED.at(
        file,
        entry.line,
        f"A {ordinal} {noun}, {code(entry.value)}, joins {names}{how}.",
        subject=entry.value,
        before=old[0].value,
        after=entry.value,
        short=f"a {ordinal} {noun}" + (f", chosen by the parameter {code(chooser)}" if chooser else ""),
    )


def _entries(file: ChangedFile, line: CodeLine) -> Iterator[_Entry]:
    text = file.uncommented(line) if line.kind == "+" else line.text
    for match in _ENTRY.finditer(text):
        yield _Entry(match["value"].rpartition(".")[2], match["key"] is not None, line)


def _table(file: ChangedFile, line: CodeLine) -> list[_Entry]:
    """The entries on this line and on its neighbours, as far as each line has one."""
    found = list(_entries(file, line))
    for direction in (file.above(line), file.below(line)):
        for other in islice(direction, _MOST_NEIGHBOURS):
            more = list(_entries(file, other))
            if not more:
                break
            found += more
    return [entry for index, entry in enumerate(found) if entry.value not in {e.value for e in found[:index]}]


def _shared_part(one: str, other: str) -> str:
    """The last word that two different names share, else the first; empty where they share none."""
    if one[:1].isupper() != other[:1].isupper():
        return ""
    left, right = ([part.lower() for part in _PARTS.findall(name)] for name in (one, other))
    if left == right or len(left) < 2 or len(right) < 2:
        return ""
    return left[-1] if left[-1] == right[-1] else left[0] if left[0] == right[0] else ""


def _name_of_table(file: ChangedFile, line: CodeLine) -> str | None:
    for other in (line, *file.above(line)):
        if match := _TABLE.search(other.text):
            return match[1]
        if other is not line and not _ENTRY.search(other.text):
            return None
    return None


def _chooser(file: ChangedFile, entry: _Entry) -> str | None:
    """The name with which added code looks into the table."""
    table = _name_of_table(file, entry.line)
    if table is None:
        return None
    look = re.compile(rf"\b{re.escape(table)}(?:\[(\w+)\]|\.get\((\w+))")
    for line in file.added:
        match = look.search(file.code(line)) if table in line.text else None
        name = (match[1] or match[2]) if match else None
        if name and _is_input(file, name):
            return name
    return None


def _is_input(file: ChangedFile, name: str) -> bool:
    """It is read from a request or is a parameter of a function: callers give it."""
    given = re.compile(
        rf"[\[(]\s*[\"']{re.escape(name)}[\"']|\bdef\b.*\(.*\b{re.escape(name)}\b|\.{re.escape(name)}\b"
        rf"|\bfunction\b.*\(.*\b{re.escape(name)}\b"
    )
    return any(given.search(line.text) for line in file.added)


def _kind(file: ChangedFile, line: CodeLine, chooser: str | None) -> str:
    """What the choices are called, if the parameter or the table says it in a word that people know."""
    table = (_name_of_table(file, line) or "").lower().rpartition("_")[2].removesuffix("s")
    return next((name for name in (chooser, table) if name in _KINDS), "") or ""


def _noun(doing: str, kind: str) -> str:
    if kind:
        return f"{doing} {kind}".strip()
    return f"way of {doing}" if doing else "choice"


ALL: tuple[Rule, ...] = (alternatives,)
