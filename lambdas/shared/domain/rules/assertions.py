"""An assertion that asks for less than the one it takes the place of: any value instead of this one."""

import re
from collections.abc import Iterator

from lambdas.shared.domain.change import FileClass
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.rule import FactType, Rule, code
from lambdas.shared.domain.rules.tests_weakened import asserts

_LOOSENED = FactType("assertion-loosened", FactKind.TEST, Level.MEDIUM)
_EQUAL = re.compile(  # this value and no other
    r"==|\bassert_?(?!Not|not)(?:\w*[eE]quals?|[sS]ame|eq|called_(?:once_)?with)!?(?:<[^<>()]*>)?[\s(]"
    r"|(?<!\.not)\.to(?:Be|(?:Strict)?Equal|HaveBeenCalledWith)\(|\b(?:isEqualTo|containsExactly|AssertEqual)\("
    r"|\b(?:assert|Assert|require)\.(?!Not|not)(?:\w*Equal|Same)\(|_EQ\(|\bshould(?:Be|Equal|\s+eql?|\.eql?)\b|\.to\s+eql?\b"
)
_HINTS = ("==", "qual", "ame", "eq", "EQ", "toBe(", "should", "_with", "With(", "Exactly")  # in a line that matches
_NOTHING = re.compile(  # that there is none, which is no less
    r"\.toBe(?:Undefined|Null|NaN)\(|\bis(?:Null|Empty)\(|\bis\s+None\b|\.to\s+be_(?:nil|empty)\b|\bassert_(?:nil|empty)\b"
    r"|\b(?:\w*[aA]ssert|require)\.?_?(?:Is)?(?:Null|None|Nil|Empty)\("
)
_IS_OR_IS_NOT = re.compile(
    r"\b(?:[tT]rue|TRUE|[fF]alse|FALSE|None|null|nil|undefined)\b"
)  # there are many forms for it
_ALTERNATIVES = re.compile(r"\bor\b|\|\|")
_WORD = re.compile(r"[^\W\d]\w*")
_OF_ASSERTIONS = re.compile(  # what a looser one may say that the stricter did not
    r"\w*[aA]ssert\w*|expect\w*|(?:EXPECT|ASSERT)_\w+|to[A-Z]\w*|is_?[A-Z]?\w*|not|no|be|be_\w+|should\w*|None|null|nil"
    r"|undefined|[tT]rue|[fF]alse|or|in|len|any|Any\w*|[cC]ontains?\w*|has\w*|match\w*|[gG]reater\w*|[lL]ess\w*|Not\w+"
)


def loosened(file: ChangedFile) -> Iterator[Fact]:
    """Only where nothing else is looked at than before."""
    if file.file_class is not FileClass.TEST or not (file.removed and file.added):
        return
    for old in file.changed_containing(_HINTS):
        new = file.partner(old) if old.is_removed and asserts(old.text) and _EQUAL.search(old.text) else None
        if new is None or not asserts(new.text) or file.is_moved(old):
            continue
        before, after = file.code(old), file.code(new)
        if _is_of_a_value(before) and _is_looser(after) and _looks_at_the_same(before, after):
            yield _LOOSENED.at(
                file,
                new,
                f"A test asks for less than before: {code(new.text)} instead of {code(old.text)}.",
                subject=new.text.strip(),
                short="an assertion of a test loosened",
            )


def _is_of_a_value(text: str) -> bool:
    return _is_exact(text) and not _IS_OR_IS_NOT.search(text)


def _is_looser(text: str) -> bool:
    return asserts(text) and not _is_exact(text) and not _NOTHING.search(text)


def _is_exact(text: str) -> bool:
    return _EQUAL.search(text) is not None and not _ALTERNATIVES.search(text)


def _looks_at_the_same(before: str, after: str) -> bool:
    new = set(_WORD.findall(after)) - set(_WORD.findall(before))
    return all(_OF_ASSERTIONS.fullmatch(word) for word in new)


ALL: tuple[Rule, ...] = (loosened,)
