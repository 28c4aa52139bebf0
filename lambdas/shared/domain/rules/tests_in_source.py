"""Tests that stand beside the code they test: Rust's `#[cfg(test)]`, annotated methods, functions named `test_`."""

import re

from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.state_rule import words

_MARK = re.compile(
    r"^\s*(?:#\[(?:\w+::)*(?:test|rstest|bench)\b"
    r"|@(?:\w+\.)*(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate)\b"
    r"|\[(?:Fact|Theory|Test|TestMethod|TestCase)\b)"
)
_BESIDE = re.compile(r"^\s*(?:#\[|@|\[|///|//|$)")  # what may stand between the mark and the name
_MODULE = re.compile(r"^\s*(?:#\[cfg\(test\)\]|mod\s+tests?\b)")
_NAMED = re.compile(r"^\s*(?:async\s+)?def\s+test_")
_WORDS = words(  # of marks and modules
    "test tests rstest bench parameterizedtest repeatedtest testfactory testtemplate fact theory testmethod testcase"
)
_MARKED_LANGUAGES = {"Rust", "Java", "Kotlin", "C#", "Scala"}


def is_test(file: ChangedFile, line: CodeLine) -> bool:
    """Whether what begins on this line of a source file is a test, or a helper in a module of tests."""
    if file.language.name == "Python":
        return _NAMED.match(line.text) is not None
    if file.language.name not in _MARKED_LANGUAGES:
        return False
    if has_marks(file) and (mark_of(file, line) is not None or _is_in_module(file, line)):
        return True
    return _MODULE.match(file.diff.hunks[line.hunk].section) is not None


def has_marks(file: ChangedFile) -> bool:
    """Whether it is worth while to look for some."""
    return file.language.name in _MARKED_LANGUAGES and not _WORDS.isdisjoint(file.words)


def mark_of(file: ChangedFile, line: CodeLine) -> CodeLine | None:
    """The line that makes a test of what begins on this one, which may be the same."""
    if _MARK.match(line.text):
        return line
    unopened = 0  # parentheses: an annotation may go over several lines
    for above in file.above(line):
        if _MARK.match(above.text):
            return above
        unopened = max(0, unopened + above.text.count(")") - above.text.count("("))
        if not unopened and not _BESIDE.match(above.text):
            return None
    return None


def _is_in_module(file: ChangedFile, line: CodeLine) -> bool:
    return any(_MODULE.match(above.text) for above in file.above(line))
