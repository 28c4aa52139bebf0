"""The functions and classes that a file gains, loses, or whose bodies change."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.definition_patterns import HINTS, PATTERNS
from lambdas.shared.domain.rules.layout import NONE, Layout, candidates

_COMMENT = re.compile(r"^\s*(?:#|//|/\*|\*|--|<!--|;|\"\"\"|''')")
_LONGEST = 300  # characters of a line in which a definition begins
_SCOPES = {"cls", "scope"}  # groups that name no function
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


def definitions(file: ChangedFile) -> tuple[Definitions, Definitions]:
    """Before and after; one pass over each hunk, in which what is inside what is told from the indentation."""
    before, after = Definitions(), Definitions()
    pattern = PATTERNS.get(file.language.name)
    for index, lines in enumerate(file.hunks if pattern else ()):
        begins = candidates(lines, HINTS[file.language.name])
        around = _at_start(file, index, pattern) if pattern else []
        if not pattern or not (begins or around):
            continue
        if len(file.hunks) == 1 and not around and len(set(file.kinds[index])) == 1:
            found = after if lines[0].kind == "+" else before
            if _read_flat(file, pattern, [lines[place] for place in begins], found):
                continue
        layout = Layout.of(lines, begins)
        for side, found in (("-", before), ("+", after)):
            if side in file.kinds[index]:
                _Reading(file, pattern, layout.side(side), found).read([*around])
    return before, after


def _definition(match: re.Match[str], *, owner: str | None, line: CodeLine | None) -> Definition:
    group = match.lastgroup or ""
    owner = match["owner"] or owner if "owner" in match.re.groupindex else owner
    return Definition(match[group], owner, group in _SCOPES, line)


def _read_flat(file: ChangedFile, pattern: re.Pattern[str], lines: Iterable[CodeLine], found: Definitions) -> bool:
    """
    What begins in a file that is new or gone; False where it has classes, so that it matters what is inside what.

    Nobody asks what is touched there: all that is inside of something came or went with it.
    """
    matches = [(line, match) for line in lines if (match := pattern.match(line.text[:_LONGEST]))]
    if any(match.lastgroup in _SCOPES for _, match in matches):
        return False
    for line, match in matches:
        if file.begins_in_code(line) or file.code(line).strip():
            definition = _definition(match, owner=None, line=line)
            found.begun.setdefault(definition.full_name, definition)
    return True


_Stack = list[tuple[int, Definition]]


class _Reading:
    """One side of one hunk."""

    def __init__(self, file: ChangedFile, pattern: re.Pattern[str], layout: Layout, found: Definitions) -> None:
        self._file = file
        self._pattern = pattern
        self._lines, self._indents = layout.lines, layout.indents
        self._candidates = layout.candidates
        self._found = found
        self._told: dict[int, Definition] = {}  # those of which a changed line was seen, by identity

    def read(self, stack: _Stack) -> None:
        passed = 0
        for place in self._candidates:
            self._pass(stack, passed, place)
            self._begin(stack, place)
            passed = place + 1
        self._pass(stack, passed, len(self._lines))

    def _begin(self, stack: _Stack, place: int) -> None:
        line, indent = self._lines[place], self._indents[place]
        _leave(stack, indent)
        match = self._pattern.match(line.text[:_LONGEST])
        if match and (self._file.begins_in_code(line) or self._file.code(line)[indent:].strip()):
            definition = _definition(match, owner=_class_around(stack), line=line)
            stack.append((indent, definition))
            if line.kind != " ":
                self._found.begun.setdefault(definition.full_name, definition)
        elif stack:
            self._touch(stack[-1][1], line)

    def _pass(self, stack: _Stack, first: int, end: int) -> None:
        """Lines in which nothing begins; most are inside of what was told already, and are not looked at."""
        while stack and first < end:
            outer, inner = stack[-1]
            if id(inner) in self._told:
                if min(self._indents[first:end]) > outer:
                    return
                while self._indents[first] > outer:
                    first += 1
            _leave(stack, self._indents[first])
            if stack and self._indents[first] != NONE:
                self._touch(stack[-1][1], self._lines[first])
            first += 1

    def _touch(self, inner: Definition, line: CodeLine) -> None:
        if line.kind != " " and id(inner) not in self._told and not _COMMENT.match(line.text):
            self._told[id(inner)] = inner
            self._found.touched.setdefault(inner.full_name, (inner, line))


def _leave(stack: _Stack, indent: int) -> None:
    while stack and stack[-1][0] >= indent:
        stack.pop()


def _at_start(file: ChangedFile, hunk: int, pattern: re.Pattern[str]) -> _Stack:
    """The definition that git names in the hunk's header, which gives no indentation: a cautious guess."""
    section = file.diff.hunks[hunk].section
    match = pattern.match(section[:_LONGEST]) if section else None
    if match is None or file.hunks[hunk][0].number == 1:
        return []
    definition = _definition(match, owner=None, line=None)
    is_method = not definition.is_class and _METHOD.search(section) is not None
    return [(4 if is_method else 0, definition)]


def _class_around(stack: _Stack) -> str | None:
    return next((definition.name for _, definition in reversed(stack) if definition.is_class), None)
