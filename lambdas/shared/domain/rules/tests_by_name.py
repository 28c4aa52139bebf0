"""Which tests a file of tests gains and which it loses; one that goes on under another name is neither."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.tests_in_source import has_marks, mark_of

_TEST = re.compile(
    r"^\s*(?:async\s+)?def\s+(test\w*)\s*\(|^\s*(?:it|test|specify|scenario)(?:\.\w+)?\(\s*[\"'`](.+?)[\"'`]\s*,"
    r"|^func\s+((?:Test|Fuzz|Example)\w*)\(|^\s*(?:it|specify|scenario|test)\s+[\"'](.+?)[\"']\s+do\b"
    r"|^\s*(?:public\s+)?(?:async\s+)?(?:void|Task)\s+(\w*[Tt]est\w*|should\w*)\s*\(|^\s*(?:public\s+)?function\s+(test\w+)\("
    r"|^\s*fn\s+(test_?\w*|\w+_works|\w+_test)\s*\(\s*\)"
)
_BEGINNINGS = (
    *("def test", "async def test", "it(", "it.", "it ", "test(", "test.", "test ", "specify", "scenario", "func "),
    *("public ", "async ", "void ", "Task ", "function test", "fn "),
)
_METHOD = re.compile(  # one with a mark above it, or on its line; group 1 is its name
    r"\s*(?:[@\[][\w.]+(?:\([^()]*\))?\]?\s+)*(?:[\w<>\[\],.?]+\s+)+(\w+|`[^`]+`)\s*(?:<[^<>()]*>\s*)?\("
)
_NO_WORD = re.compile(r"[\W_]+")
_PREFIX = re.compile(r"^(?:test|should)(?=.)")

Tests = dict[str, CodeLine]  # by name, in order: the line on which each begins
_Same = Callable[[str, CodeLine], object]
"""What a test keeps when its name changes: of two tests that have it in common the one became the other."""


@dataclass(frozen=True, slots=True)
class ChangedTests:
    added: Tests
    removed: Tests


def changed_tests(file: ChangedFile) -> ChangedTests:
    """Of one file."""
    before, after = _tests(file, file.removed), _tests(file, file.added)
    removed = {name: line for name, line in before.items() if name not in after}
    added = {name: line for name, line in after.items() if name not in before}
    for same in (_plain_name, _mark(file), _partner(file)):
        _leave_out_renamed(removed, added, same)
    return ChangedTests(added, removed)


def _leave_out_renamed(removed: Tests, added: Tests, same: _Same) -> None:
    now = {key: name for name, line in added.items() if (key := same(name, line)) is not None}
    for old, line in list(removed.items()):
        if new := now.pop(same(old, line), None):
            del removed[old], added[new]


def _plain_name(name: str, _line: CodeLine) -> str | None:
    """The name without the word that made it a test's: `testAddsUp`, `adds_up` and `adds up` are one."""
    letters = _NO_WORD.sub("", name).lower()
    return _PREFIX.sub("", letters) or None


def _mark(file: ChangedFile) -> _Same:
    """An annotation that stays where it is."""

    def same(_name: str, line: CodeLine) -> CodeLine | None:
        mark = mark_of(file, line)
        return mark if mark and mark.kind == " " else None

    return same


def _partner(file: ChangedFile) -> _Same:
    """The line that took the other's place."""
    return lambda _name, line: file.partner(line) if line.is_removed else line


def _tests(file: ChangedFile, lines: tuple[CodeLine, ...]) -> Tests:
    found: Tests = {}
    for name, line in (*_named(lines), *_marked(file, lines)):
        found.setdefault(name, line)
    return dict(sorted(found.items(), key=lambda test: test[1][3:]))


def _named(lines: tuple[CodeLine, ...]) -> Iterator[tuple[str, CodeLine]]:
    """By what they are called."""
    for line in lines:
        if line.text.lstrip().startswith(_BEGINNINGS) and (match := _TEST.match(line.text)):
            yield next(group for group in match.groups() if group), line


def _marked(file: ChangedFile, lines: tuple[CodeLine, ...]) -> Iterator[tuple[str, CodeLine]]:
    """By an annotation, changed or not."""
    for line in lines if has_marks(file) else ():
        if "(" in line.text and (match := _METHOD.match(line.text)) and mark_of(file, line):
            yield match[1].strip("`"), line
