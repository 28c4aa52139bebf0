"""Checks that refuse: `if amount < 0: raise …` that is removed or added while the code around it stays."""

import re
from collections.abc import Iterator, Sequence

from lambdas.shared.domain.change import FileClass, FileKind
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.rule import FactType, Rule, code

_WORDS = frozenset({"if", "unless", "assert", "guard"})
_IF = re.compile(r"^\s*(?:if|unless|guard)\b(?!.*\berr\s*!=\s*nil)(?!\s*__name__)")
_REFUSES = re.compile(
    r"^\s*(?:raise\b|throw\b|return\s+(?:Err\(|.*\b(?:4\d\d|errors?\.\w+|Err[A-Z]\w*|fmt\.Errorf)\b)|abort\(|panic\("
    r"|bail!|die\()|\bthrow\s+new\b|\bres\.status\(4\d\d\)"
)
_RETURNS = re.compile(r"^\s*return\b")
_ON_ONE_LINE = re.compile(
    r"^\s*(?:raise|throw|return|abort)\b(?P<rb>.*)\s(?:if|unless)\s(?!.*\belse\b)"
    r"|^\s*if\s*\(.*\)\s*\{?\s*(?:throw|return)\b|^\s*(?:require|check|Preconditions\.check\w+|Guard\.\w+)\(.+[<>=!]"
)
_REMOVED = FactType("check-removed", FactKind.BEHAVIOUR, Level.MEDIUM)
_ADDED = FactType("check-added", FactKind.BEHAVIOUR)
_EXIT_REMOVED = FactType("early-return-removed", FactKind.BEHAVIOUR, Level.LOW)
_EXIT_ADDED = FactType("early-return-added", FactKind.BEHAVIOUR, Level.LOW)


def guards(file: ChangedFile) -> Iterator[Fact]:
    if _WORDS.isdisjoint(file.words) or file.file_class not in (FileClass.SOURCE, FileClass.INFRASTRUCTURE):
        return
    if file.file.kind is not FileKind.MODIFIED and file.file.kind is not FileKind.RENAMED:
        return
    for run in file.short_runs:
        if _is_guard(run) and not file.is_moved(run[0]) and file.begins_in_code(run[0]):
            yield _fact(file, run)


def _is_guard(run: Sequence[CodeLine]) -> bool:
    texts = [line.text for line in run if line.text.strip()]
    if not texts:
        return False
    if len(texts) == 1 or not _IF.match(texts[0]):
        return len(texts) == 1 and _ON_ONE_LINE.match(texts[0]) is not None
    ends = texts[2:]
    return bool(_REFUSES.search(texts[1]) or _RETURNS.match(texts[1])) and all(_ENDS.match(text) for text in ends)


_ENDS = re.compile(r"^\s*(?:\}|end\b|\)|[\"'])")


def _fact(file: ChangedFile, run: Sequence[CodeLine]) -> Fact:
    lines = [line for line in run if line.text.strip()]
    refuses = any(_REFUSES.search(line.text) or "raise" in line.text for line in lines)
    first = lines[0]
    quoted = code(" ".join(line.text.strip() for line in lines[:2]))
    if first.is_removed:
        type_, text, short = (
            (_REMOVED, "A check that refused what it did not accept is removed", "a check removed")
            if refuses
            else (_EXIT_REMOVED, "A condition under which the code stopped early is removed", "an early end removed")
        )
    else:
        type_, text, short = (
            (_ADDED, "A check refuses what was accepted before", "a check added")
            if refuses
            else (_EXIT_ADDED, "The code now stops early under a condition", "an early end added")
        )
    return type_.at(file, first, f"{text}: {quoted}.", subject=first.text.strip(), short=short)


ALL: tuple[Rule, ...] = (guards,)
