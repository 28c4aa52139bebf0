"""Tests removed, skipped or emptied of their assertions."""

import re
from collections.abc import Iterator

from lambdas.shared.domain.change import FileClass, FileKind
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.rule import FactType, Rule, code
from lambdas.shared.domain.rules.state_rule import Saying, StateRule, pattern, words
from lambdas.shared.domain.rules.tests_by_name import changed_tests

_REMOVED = FactType("test-removed", FactKind.TEST, Level.MEDIUM)
_ADDED = FactType("test-added", FactKind.TEST)


def _is_test(file: ChangedFile) -> bool:
    return file.file_class is FileClass.TEST


def cases(file: ChangedFile) -> Iterator[Fact]:
    """Test cases that come or go, by their names."""
    if not _is_test(file):
        return
    tests = changed_tests(file)
    for name, line in tests.added.items():
        yield _ADDED.at(file, line, f"Adds the test {code(name)}.", subject=name, short=f"test {code(name)} added")
    for name, line in tests.removed.items():
        short = f"test {code(name)} removed"
        yield _REMOVED.at(file, line, f"The test {code(name)} is removed.", subject=name, short=short)


_SKIP = StateRule(
    words(
        "skip skipif skiptest xfail xit xdescribe xtest skipnow skipf disabled ignore pending todo fit fdescribe only"
    ),
    pattern(
        r"@(?:pytest\.mark\.|unittest\.)?(?:skip|skipIf|skipUnless|xfail)\b|@pytest\.mark\.skipif\b|\bpytest\.skip\("
        r"|\bself\.skipTest\(|^\s*(?:xit|xdescribe|xtest|xcontext)\(|\b(?:it|test|describe|context)\.(?:skip|todo)\("
        r"|\bt\.Skip(?:f|Now)?\(|^\s*@(?:Disabled|Ignore)\b|\[Ignore\b|^\s*#\[ignore|\bSkip\s*=\s*\"|^\s*skip\s+[\"']"
    ),
    Saying(FactType("test-skipped", FactKind.TEST, Level.MEDIUM), "A test is skipped: {code}.", "a test skipped"),
    Saying(
        FactType("test-no-longer-skipped", FactKind.TEST), "A test is no longer skipped.", "a test no longer skipped"
    ),
    on=_is_test,
    in_strings=False,
)
_ONLY = StateRule(
    words("only fit fdescribe"),
    pattern(r"\b(?:it|test|describe|context)\.only\(|^\s*(?:fit|fdescribe)\("),
    Saying(
        FactType("tests-restricted", FactKind.TEST, Level.MEDIUM),
        "Only the marked tests of this file still run: {code}.",
        "tests restricted to a few",
    ),
    Saying(
        FactType("tests-no-longer-restricted", FactKind.TEST),
        "All tests of this file run again.",
        "all tests run again",
    ),
    on=_is_test,
    in_strings=False,
)

_ASSERTION = re.compile(  # of a framework, or a function of the team's own that says so in its name
    r"^\s*assert\b(?!\.)|\b(?:\w*[aA]ssert\w*|EXPECT_\w+|ASSERT_\w+)!?(?:<[^<>()]*>)?\s*[({]|\b[aA]ssert\.\w+\(|\bassert_\w+\s"
    r"|\bexpect(?!ed\b)\w*\s*[({]|\brequire\.\w+\(|\bt\.(?:Error|Fatal)f?\(|\bshould(?:\.|\s+|[A-Z]\w*\b)"
    r"|\bpytest\.raises\(|\b[vV]erify\s*[({]"
)
_DEFINES = re.compile(
    r"^\s*(?:async\s+)?(?:def|fun|func|fn|function|public|private|protected|static|void|import|use)\b"
)
_ASSERTING = ("ssert", "ASSERT", "expect", "EXPECT", "should", "require", "raises", "erify", "t.")
_FEWER = FactType("assertions-removed", FactKind.TEST, Level.MEDIUM)


def assertions(file: ChangedFile) -> Iterator[Fact]:
    """A test file that stays and asserts less than before; a test that went is said of `test-removed`."""
    if not _is_test(file) or not file.removed or file.file.kind is FileKind.DELETED:
        return
    asserting = [line for line in file.changed_containing(_ASSERTING) if asserts(line.text)]
    kept = [line for line in asserting if not file.is_moved(line)]
    removed = [line for line in kept if line.is_removed]
    fewer = 2 * len(removed) - len(kept)
    if fewer > 0 and not changed_tests(file).removed:
        first = next((line for line in removed if file.partner(line) is None), removed[0])
        noun = "assertion" if fewer == 1 else "assertions"
        yield _FEWER.at(
            file,
            first,
            f"The tests of this file check less: {fewer} {noun} fewer than before.",
            subject=str(fewer),
            short=f"{fewer} test {noun} fewer",
        )


def asserts(text: str) -> bool:
    """Whether a line of a test file asserts something; one that defines what asserts does not."""
    return _ASSERTION.search(text) is not None and not _DEFINES.match(text)


ALL: tuple[Rule, ...] = (cases, _SKIP, _ONLY, assertions)
