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
_EXACT = re.compile(  # this value and no other
    r"==|\bassert_?(?:\w*[eE]quals?|[sS]ame|eq|called_(?:once_)?with)!?(?:<[^<>()]*>)?[\s(]|\.to(?:Be|(?:Strict)?Equal|HaveBeenCalledWith)\("
    r"|\b(?:isEqualTo|containsExactly)\(|\b[aA](?:ssert)\.(?:\w*Equal|Same|AreEqual)\(|_EQ\(|\brequire\.Equal\("
    r"|\bshould(?:Be|Equal|\s+eql?|\.eql?)\b|\.to\s+eql?\b|\bAssertEqual\("
)
_ALTERNATIVES = re.compile(r"\bor\b|\|\|")
_WORD = re.compile(r"[^\W\d]\w*")
_OF_ASSERTIONS = re.compile(  # what a looser one may say that the stricter did not
    r"\w*[aA]ssert\w*|expect\w*|(?:EXPECT|ASSERT)_\w+|to[A-Z]\w*|is_?[A-Z]?\w*|not|no|be|be_\w+|should\w*|None|null|nil"
    r"|undefined|[tT]rue|[fF]alse|or|in|len|any|Any\w*|[cC]ontains?\w*|has\w*|match\w*|[gG]reater\w*|[lL]ess\w*|Not\w+"
)


def loosened(file: ChangedFile) -> Iterator[Fact]:
    """Only where nothing else is looked at than before."""
    if file.file_class is not FileClass.TEST or not file.removed:
        return
    for line in file.added:
        partner = file.partner(line) if asserts(line.text) else None
        if partner is None or not asserts(partner.text) or file.is_moved(line):
            continue
        before, after = file.code(partner), file.code(line)
        if _is_exact(before) and not _is_exact(after) and _looks_at_the_same(before, after):
            yield _LOOSENED.at(
                file,
                line,
                f"A test asks for less than before: {code(line.text)} instead of {code(partner.text)}.",
                subject=line.text.strip(),
                short="an assertion of a test loosened",
            )


def _is_exact(text: str) -> bool:
    return _EXACT.search(text) is not None and not _ALTERNATIVES.search(text)


def _looks_at_the_same(before: str, after: str) -> bool:
    new = set(_WORD.findall(after)) - set(_WORD.findall(before))
    return all(_OF_ASSERTIONS.fullmatch(word) for word in new)


ALL: tuple[Rule, ...] = (loosened,)
