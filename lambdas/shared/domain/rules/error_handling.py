"""Failures that were answered and no longer are, and failures that are swallowed."""

import re
from collections import Counter
from collections.abc import Iterator

from lambdas.shared.domain.change import FileClass, FileKind
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.rule import FactType, Rule, code
from lambdas.shared.domain.rules.state_rule import words

_WORDS = words("except catch rescue err")
_HINTS = ("except", "catch", "rescue", "!=")  # a handler has one of these
_HANDLER = re.compile(
    r"^\s*except\b(?P<py>[^:]*):|[}\s]catch\s*(?:\((?P<c>[^)]*)\))?\s*\{|^\s*catch\s*(?:\((?P<c2>[^)]*)\))?\s*\{"
    r"|^\s*rescue\b(?P<rb>.*)|\.catch\((?P<js>)|^\s*(?:\}\s*else\s+)?if\s+(?:\w+\s*,?\s*:?=.*;\s*)?err\s*!=\s*nil(?P<go>)"
)
_REMOVED = FactType("error-handling-removed", FactKind.ERROR_HANDLING, Level.MEDIUM)
_ADDED = FactType("error-handling-added", FactKind.ERROR_HANDLING)
_SWALLOWED = FactType("errors-swallowed", FactKind.ERROR_HANDLING, Level.MEDIUM)
_CATCH_ALL = FactType("catch-all-added", FactKind.ERROR_HANDLING, Level.LOW)
_ALL = re.compile(
    r"^\s*except\s*:|^\s*except\s+(?:BaseException|Exception)\b|catch\s*\(\s*(?:\.\.\.|Throwable|Exception)\b|^\s*rescue\s*(?:=>|$|StandardError|Exception)"
)
_NOTHING = re.compile(
    r"^\s*(?:pass|\.\.\.|continue|nil|return(?:\s+(?:None|nil|null|undefined))?)\s*;?\s*$|^\s*\}[)\s;]*$|^\s*end\s*$"
)
_OPENS = re.compile(r"[{:]\s*$|^\s*rescue\b")  # what is done about it stands below
_PASSED_ON = re.compile(r"^\s*(?:return\b.*\berr\b|panic\(|t\.|log\.Fatal|\}$)")
_EMPTY = re.compile(
    r"catch\s*(?:\([^)]*\))?\s*\{\s*\}|\.catch\(\s*\(\s*\w*\s*\)\s*=>\s*\{\s*\}\s*\)|^\s*except[^:]*:\s*pass\b"
)


def handlers(file: ChangedFile) -> Iterator[Fact]:
    if _WORDS.isdisjoint(file.words) or file.file_class not in (FileClass.SOURCE, FileClass.INFRASTRUCTURE):
        return
    lines = [
        line
        for line in file.changed_containing(_HINTS)
        if _HANDLER.search(line.text) and _HANDLER.search(file.code(line))
    ]
    removed = [line for line in lines if line.is_removed]
    added = [line for line in lines if not line.is_removed]
    if file.file.kind is not FileKind.DELETED:
        yield from _fewer(file, removed, added)
    for line in added:
        if not file.is_moved(line):
            if not _is_handler(file, file.partner(line)):
                yield _ADDED.at(file, line, f"A failure is answered: {code(line.text)}.", subject=line.text.strip())
            yield from _swallowed(file, line)


def _fewer(file: ChangedFile, removed: list[CodeLine], added: list[CodeLine]) -> Iterator[Fact]:
    """Handlers of a hunk that has fewer than before; where there are as many, they were rewritten or moved."""
    fewer = Counter(line.hunk for line in removed)
    fewer.subtract(line.hunk for line in added)
    gone = [line for line in removed if fewer[line.hunk] > 0 and _is_lost(file, line)]
    if len(removed) <= len(added):
        return
    for line in gone:
        if _is_caught_otherwise(file, line):
            continue
        yield _REMOVED.at(
            file,
            line,
            f"Code that answered a failure is removed: {code(line.text)}.",
            subject=line.text.strip(),
            short=f"handling of {_what(line.text)} removed",
        )


def _is_lost(file: ChangedFile, line: CodeLine) -> bool:
    return not (file.is_moved(line) or _is_handler(file, file.partner(line)) or _passes_on(file, line))


_CAUGHT = re.compile(r"\b(?!(?:as|error|err|e|ex|final)\b)[A-Za-z_]\w+\b(?!\s*\.)")
_IMPORT = re.compile(r"^\s*(?:from|import|use|using|require|const .*require)\b")


def _is_caught_otherwise(file: ChangedFile, line: CodeLine) -> bool:
    """An added line names what it caught: `with_retries(call, on=ProviderTimeout)`."""
    names = set(_CAUGHT.findall(_caught(line.text)))
    if not names:
        return False
    added = " ".join(other.text for other in file.added if not _IMPORT.match(other.text))
    return names <= set(_WORD.findall(added))


_WORD = re.compile(r"\w+")


def _passes_on(file: ChangedFile, line: CodeLine) -> bool:
    """Go's way of not answering an error: returning it."""
    following = next(file.below(line), None)
    return "err != nil" in line.text and following is not None and bool(_PASSED_ON.match(following.text))


def _is_handler(file: ChangedFile, line: CodeLine | None) -> bool:
    return line is not None and bool(_HANDLER.search(file.code(line)))


def _what(text: str) -> str:
    caught = _caught(text)
    return code(caught) if caught else "errors"


def _caught(text: str) -> str:
    match = _HANDLER.search(text)
    caught = next((group for group in match.groups() if group and group.strip()), "") if match else ""
    return re.sub(r"\s+as\s+\w+$|\s*=>\s*\w+$", "", caught.strip())


def _swallowed(file: ChangedFile, line: CodeLine) -> Iterator[Fact]:
    text, partner = file.code(line), file.partner(line)
    if _swallows(file, line):
        if partner and _swallows(file, partner):
            return
        yield _SWALLOWED.at(
            file, line, f"Failures are swallowed here without a word: {code(line.text)}.", short="failures swallowed"
        )
    elif _ALL.search(text) and not (partner and _ALL.search(file.code(partner))):
        yield _CATCH_ALL.at(
            file,
            line,
            f"Every kind of failure is caught alike here: {code(line.text)}.",
            short="every kind of failure caught alike",
        )


def _swallows(file: ChangedFile, line: CodeLine) -> bool:
    """Nothing stands in the handler that the line begins, or has on it."""
    text = file.code(line)
    if _EMPTY.search(text):
        return True
    if "err != nil" in text or not _OPENS.search(text):
        return False
    following = next((other for other in file.below(line) if other.text.strip()), None)
    return following is not None and _NOTHING.match(file.code(following)) is not None


ALL: tuple[Rule, ...] = (handlers,)
