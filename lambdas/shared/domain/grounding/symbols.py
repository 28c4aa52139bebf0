"""What in a sentence names code or files: backticked text, identifiers, paths, options, quoted words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from lambdas.shared.domain.grounding.names import known_names


class SymbolKind(Enum):
    CODE = auto()  # in backticks: anything may stand there
    NAME = auto()
    PATH = auto()


@dataclass(frozen=True, slots=True)
class Symbol:
    text: str
    kind: SymbolKind
    start: int
    end: int


_SYMBOL = re.compile(
    r"""
    `(?P<code>[^`]+)`
    | (?<![\w-])(?P<date>\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z?)?)(?![\w-])
    | (?<![\w.-])(?P<version>v?\d+(?:\.\d+)+-[\w.\-]*\w|\d{6,}-[\w.\-]*\w)     # v3.5.0-rc2, 20261101120000-0a1b2c
    | (?<![\w/.])(?P<path>
          \.{0,2}/?(?:[\w\-.@\[\]]+/)+[\w\-.@\[\]]*[\w\]]         # with slashes
        | [\w\-.]*\w\.[A-Za-z][A-Za-z0-9]{0,9}(?![\w(])            # with an extension
      )
    | (?:(?<![\w&])|(?<=\bPR))(?P<issue>\#(?:\d{2,}|[0-9A-Fa-f]{3}(?:[0-9A-Fa-f]{3})?))\b
    | (?<![\w\-])(?P<option>--[a-z][\w\-]+)
    | (?<!\w)(?P<name>
          [A-Za-z_$@]\w*(?:(?:\.|::|->)[A-Za-z_]\w*)+                # dotted
        | [A-Za-z0-9]*_\w*[A-Za-z0-9]\w*                             # snake_case, CAPITALS_WITH_UNDERSCORES
        | [a-z]+[A-Z]\w*|[A-Z]+[a-z0-9]+[A-Z]\w*                     # camelCase, PascalCase
        | [A-Za-z]\w*(?=\(\))                                        # a call
        | (?:[A-Z][a-z]+-)?[A-Za-z]+\d[A-Za-z0-9]*                  # letters and digits: base64, Cortex-M7
      )
    | (?<!\w)["\u201c](?P<double>[^"\u201c\u201d\s]{2,60})["\u201d](?!\w)
    | (?<!\w)['\u2018](?P<single>[^'\u2018\u2019\s]{2,60})['\u2019](?!\w)
    """,
    re.VERBOSE,
)
_EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,9}$")
_LITERALS = frozenset({"null", "nil", "None", "NaN", "true", "false", "True", "False"})  # of languages
_DIGITS = re.compile(r"^v?\d+(?:\.\d+)*$")


def symbols(sentence: str) -> Iterator[Symbol]:
    """In order; well-known product names and plain numbers are not among them."""
    for match in _SYMBOL.finditer(sentence):
        group = match.lastgroup or ""
        text = match[group]
        kind = {"code": SymbolKind.CODE, "path": SymbolKind.PATH}.get(group, SymbolKind.NAME)
        if group in {"double", "single"}:
            text = text.rstrip(".,;:!?")
        if kind is SymbolKind.PATH and not _is_path(text):
            continue
        if text in _LITERALS or (group != "code" and (text.lower() in known_names() or _DIGITS.match(text))):
            continue
        yield Symbol(text, kind, match.start(), match.end())


def _is_path(text: str) -> bool:
    """Not "and/or" and not "read/write": a path has an extension, a leading dot or more than one slash."""
    return bool(_EXTENSION.search(text)) or text.count("/") > 1 or text.startswith(("./", "/", "."))
