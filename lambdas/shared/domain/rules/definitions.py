"""The functions and classes that a file gains, loses, or whose bodies change."""

import re
from dataclasses import dataclass, field

from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.definition_patterns import HINTS, PATTERNS

_COMMENT = re.compile(r"^\s*(?:#|//|/\*|\*|--|<!--|;|\"\"\"|''')")
_CLOSER = re.compile(r"^[\s})\];,]*(?:end)?[\s;,)]*$")
_LONGEST = 300  # characters of a line in which a definition begins
_CLOSING = "})];,e"
_METHOD = re.compile(r"\bself\b|\bcls\b|^\s*(?:public|protected|private|static|override|async)\b")


@dataclass(frozen=True, slots=True)
class Definition:
    name: str
    owner: str | None  # the class around it, where the hunk shows it
    is_class: bool
    line: CodeLine | None  # None: it begins above the hunk

    @property
    def full_name(self) -> str:
        return f"{self.owner}.{self.name}" if self.owner else self.name


@dataclass(slots=True)
class Definitions:
    """Of one side of a file's diff."""

    begun: dict[str, Definition] = field(default_factory=dict)  # on changed lines, by full name
    touched: dict[str, tuple[Definition, CodeLine]] = field(default_factory=dict)  # begin unchanged; first changed line


def definitions(file: ChangedFile, side: str) -> Definitions:
    """One pass over one side ("+" or "-") of every hunk; what is inside what is told from the indentation."""
    found = Definitions()
    pattern = PATTERNS.get(file.language.name)
    for index, lines in enumerate(file.hunks if pattern else ()):
        on_side = [line for line in lines if line[0] in (side, " ")]
        if pattern and any(line[0] == side for line in on_side):
            _read_hunk(file, on_side, index, found, pattern)
    return found


def read_definition(
    text: str, pattern: re.Pattern[str], *, owner: str | None, line: CodeLine | None
) -> Definition | None:
    match = pattern.match(text[:_LONGEST])
    if match is None:
        return None
    groups = match.groupdict()
    scope = groups.get("cls") or groups.get("scope")
    name = scope or next((value for key, value in groups.items() if key.startswith("fn") and value), None)
    return Definition(name, groups.get("owner") or owner, bool(scope), line) if name else None


_Stack = list[tuple[int, Definition]]


def _read_hunk(
    file: ChangedFile, lines: list[CodeLine], hunk: int, found: Definitions, pattern: re.Pattern[str]
) -> None:
    stack = _at_start(file, hunk, pattern)
    hint = HINTS[file.language.name]
    beginnings, otherwise = hint.beginnings, hint.otherwise
    told: dict[int, Definition] = {}  # those of which a changed line was seen, by identity
    for line in lines:
        kind, text, *_ = line
        stripped = text.lstrip()
        if not stripped:
            continue
        indent = len(text) - len(stripped)
        is_closer = stripped[0] in _CLOSING and _CLOSER.match(text) is not None
        if not is_closer:
            while stack and stack[-1][0] >= indent:
                stack.pop()
        definition = None
        if stripped.startswith(beginnings) or (otherwise and otherwise(text, stripped)):
            definition = read_definition(text, pattern, owner=_class_around(stack), line=line)
        if definition and (file.begins_in_code(line) or file.code(line)[indent:].strip()):
            stack.append((indent, definition))
            if kind != " ":
                found.begun.setdefault(definition.full_name, definition)
        elif kind != " " and stack and not is_closer and id(stack[-1][1]) not in told and not _COMMENT.match(text):
            inner = stack[-1][1]
            told[id(inner)] = inner
            found.touched.setdefault(inner.full_name, (inner, line))


def _at_start(file: ChangedFile, hunk: int, pattern: re.Pattern[str]) -> _Stack:
    """The definition that git names in the hunk's header, which gives no indentation: a cautious guess."""
    section = file.diff.hunks[hunk].section
    definition = read_definition(section, pattern, owner=None, line=None)
    if definition is None or file.hunks[hunk][0].number == 1:
        return []
    is_method = not definition.is_class and _METHOD.search(section) is not None
    return [(4 if is_method else 0, definition)]


def _class_around(stack: _Stack) -> str | None:
    return next((definition.name for _, definition in reversed(stack) if definition.is_class), None)
