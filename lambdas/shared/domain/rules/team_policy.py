"""
The team's own rules, `deployment-policy.md`: a change that edits what changes are judged by.

It is judged by the version in production; the one after it no longer is. So each sentence that goes or is reworded is
told, whoever means well by it.
"""

from collections.abc import Collection, Iterator
from difflib import SequenceMatcher

from lambdas.shared.domain.change import FileKind
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.grounding.policy_text import bare_line
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.rule import FactType, Rule, code

NAME = "deployment-policy.md"
_GONE = FactType("deployment-policy-removed", FactKind.PIPELINE, Level.HIGH)
_WEAKENED = FactType("deployment-policy-weakened", FactKind.PIPELINE, Level.HIGH)
_REWORDED = FactType("deployment-policy-reworded", FactKind.PIPELINE, Level.MEDIUM)
_EXTENDED = FactType("deployment-policy-extended", FactKind.PIPELINE, Level.LOW)
_MOST = 100  # new sentences
_ALIKE = 0.5  # of the characters: less is another sentence


def policy(file: ChangedFile) -> Iterator[Fact]:
    if NAME not in (file.path, file.file.old_path):
        return
    if file.file.kind is FileKind.DELETED or file.path != NAME:
        yield _GONE.of(
            file,
            f"The team's deployment policy ({code(NAME)}) is removed: later changes are no longer held against it.",
            subject=NAME,
            short="the deployment policy removed",
        )
        return
    yield from _sentences(file)


def _sentences(file: ChangedFile) -> Iterator[Fact]:
    removed, added = _told(file.removed), _told(file.added)
    for words in removed.keys() & added.keys():  # it only moved
        del removed[words], added[words]
    for words, line in removed.items():
        after = _successor(words, added)
        if after is None:
            yield _weakened(file, line, words)
        else:
            yield _reworded(file, added.pop(after), words, after)
    for words, line in added.items():
        text = f"The team's deployment policy gains a sentence: {code(words)}. It holds from the next deployment on."
        yield _EXTENDED.at(file, line, text, subject=words, short="the deployment policy extended")


def _weakened(file: ChangedFile, line: CodeLine, words: str) -> Fact:
    text = f"The team's deployment policy loses a sentence: {code(words)}. Later changes are no longer held against it."
    return _WEAKENED.at(file, line, text, subject=words, short="the deployment policy weakened")


def _reworded(file: ChangedFile, line: CodeLine, before: str, after: str) -> Fact:
    text = f"A sentence of the team's deployment policy changes, from {code(before)} to {code(after)}."
    short = "the deployment policy reworded"
    return _REWORDED.at(file, line, text, subject=before, before=before, after=after, short=short)


def _told(lines: tuple[CodeLine, ...]) -> dict[str, CodeLine]:
    """What each line says, without marks of lists and emphasis; headings and blank lines say nothing."""
    return {words: line for line in lines if not line.text.lstrip().startswith("#") and (words := bare_line(line.text))}


def _successor(words: str, added: Collection[str]) -> str | None:
    """The new sentence that took its place. A policy is a page; where it is a book, none is looked for."""
    if len(added) > _MOST:
        return None
    alike = [(likeness, other) for other in added if (likeness := _likeness(words, other)) >= _ALIKE]
    return max(alike)[1] if alike else None


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


ALL: tuple[Rule, ...] = (policy,)
