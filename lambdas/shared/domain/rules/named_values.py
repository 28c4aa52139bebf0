"""Values that stand beside a name, in any language: `max_age=30`, `"maxAge": 30`, `.maxAge(30)`, `--max-age 30`."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_QUOTED = r"\"(?:[^\"\\]|\\.){0,160}\"|'(?:[^'\\]|\\.){0,160}'|`[^`]{0,160}`"
_CALL = r"(?:\((?:[^()\"=]|\"[^\"]{0,40}\"){0,60}\))"
_TERM = (
    rf"[-+]?(?:\d[\w.]*%?|(?:\w+\.)?timedelta\([^()]{{0,60}}\)"
    rf"|[A-Za-z_$@:][\w.:$]*(?:-[A-Za-z][\w.:$]*)*{_CALL}?(?:\.\w+(?:\(\))?)*)"
)
_PRODUCT = rf"{_TERM}(?:\s*[*/]\s*{_TERM}){{0,4}}"
_VALUE = rf"(?:{_QUOTED}|\[[^\[\]]{{0,160}}\]|\({_PRODUCT}\)|{_PRODUCT})"
_NAME = r"(?<![\w$.-])\.?(?:(?:self|this|@)\.?)?(?P<{}>[A-Za-z_$][\w$-]*(?:\.[\w-]+)*)"
_TYPE = r"(?:\s*:\s*&?(?:'\w+\s+)?[A-Za-z][\w<>?\[\].:]{0,40})?"
_NAMED = re.compile(
    rf"--(?P<flag>[a-z][\w-]+)(?:=|\s+)(?P<flagged>{_QUOTED}|[^\s\"'\\`-][^\s\"'\\`]*)"
    rf"|<(?P<tag>[A-Za-z][\w.:-]*)>(?P<inside>[^<>]{{1,80}})</"
    rf"|\b(?:key|name)=\"(?P<key>[\w.:-]+)\"\s+value=\"(?P<kept>[^\"]{{0,160}})\""
    rf"|{_NAME.format('name')}[\"'\]]{{0,2}}{_TYPE}\s*(?::=|=>|=(?![=~>])|:(?![:=]))\s*&?(?P<value>{_VALUE})(?!\s*=[^=])"
    rf"|{_NAME.format('called')}\(\s*(?P<given>{_VALUE}(?:,\s*TimeUnit\.\w+)?)\s*\)"
)
_DIRECTIVE = re.compile(r"^\s*(?P<name>[A-Za-z][\w-]*)\s+(?P<value>[^\s;{}=:][^;{}]{0,80}?)\s*;?\s*$")
_NAMES = {"value": "name", "given": "called", "flagged": "flag", "inside": "tag", "kept": "key"}  # by the last group
_LONGEST = 400


class Named(NamedTuple):
    name: str
    value: str  # as written, quotes included


def named_values(text: str, *, has_directives: bool = False) -> Iterator[Named]:
    """Every value on the line that a name stands beside; `has_directives`: `keepalive_timeout 65;` is one, too."""
    found = False
    for match in _NAMED.finditer(text[:_LONGEST]):
        found = True
        yield Named(match[_NAMES[match.lastgroup or ""]], match[match.lastgroup or ""].strip())
    directive = _DIRECTIVE.match(text[:_LONGEST]) if has_directives and not found else None
    if directive:
        yield Named(directive["name"], directive["value"])


_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def words_of(name: str) -> str:
    """`maxAge`, `MAX_AGE` and `max-age` are all `-max-age-`, so that a pattern finds whole words."""
    return f"-{'-'.join(_PARTS.findall(name)).lower()}-"


def bare(value: str) -> str:
    """Without quotes and what belongs to the language."""
    return value.strip().strip("\"'`:").strip()
