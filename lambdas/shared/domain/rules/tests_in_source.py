"""Tests that stand beside the code they test: Rust's `#[cfg(test)]`, annotated methods, functions named `test_`."""

import re

from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.state_rule import words

_MARK = re.compile(
    r"^\s*(?:#\[(?:\w+::)*(?:test|rstest|bench)\b|@(?:\w+\.)*(?:Test|ParameterizedTest)\b"
    r"|\[(?:Fact|Theory|Test|TestMethod|TestCase)\b)"
)
_BESIDE = re.compile(r"^\s*(?:#\[|@|\[|///|//|$)")  # what may stand between the mark and the name
_MODULE = re.compile(r"^\s*(?:#\[cfg\(test\)\]|mod\s+tests?\b)")
_NAMED = re.compile(r"^\s*(?:async\s+)?def\s+test_")
_WORDS = words("test tests rstest bench parameterizedtest fact theory testmethod testcase")  # of marks and modules
_MARKED_LANGUAGES = {"Rust", "Java", "Kotlin", "C#", "Scala"}


def is_test(file: ChangedFile, line: CodeLine) -> bool:
    """Whether what begins on this line of a source file is a test, or a helper in a module of tests."""
    if file.language.name == "Python":
        return _NAMED.match(line.text) is not None
    if file.language.name not in _MARKED_LANGUAGES:
        return False
    has_mark = not _WORDS.isdisjoint(file.words)
    return (has_mark and _is_marked(file, line)) or _MODULE.match(file.diff.hunks[line.hunk].section) is not None


def _is_marked(file: ChangedFile, line: CodeLine) -> bool:
    near = True
    for above in file.above(line):
        if near and _MARK.match(above.text):
            return True
        near = near and _BESIDE.match(above.text) is not None
        if _MODULE.match(above.text):
            return True
    return False
