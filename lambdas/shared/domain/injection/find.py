"""Attempts to instruct the reviewer, as facts: shown to the approver whatever the model makes of them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from lambdas.shared.domain.change import Change, place_of_commit
from lambdas.shared.domain.diff import FileDiff
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.injection.disguises import HIDING, readings
from lambdas.shared.domain.injection.pages import Page, pages
from lambdas.shared.domain.injection.phrases import addressing, phrase_starts
from lambdas.shared.domain.literals import literal_patterns
from lambdas.shared.domain.review import Level

RULE = "text-addressed-to-reviewer"
_HIDDEN = "invisible-characters"
_MOST_PER_FILE = 5
# Something that may be an encoding, or a word that a disguise leaves behind.
_ENCODINGS = (
    r"\\[xu0-3](?:[0-9a-fA-F]{2}|[0-9a-fA-F]{4})\\[xu0-3]",
    r"&#[x0-9a-fA-F]{2,6};&#",
    r"%[0-9a-fA-F]{2}%[0-9a-fA-F]{2}%",
)
_DISGUISED = """
    erongi evorppa weiver vtaber nccebi erivrj 1gn ign0 ppr0v 4pprov @pprov d1sreg 1nstruct !gnore
    ignore_ approve_ already_ instructions_ i.g.n i-g-n i_g_n i*g*n a.p.p.r a-p-p-r a_p_p_r
"""
_KINDS = bytes(ord("a" if (chr(byte).isalnum() and byte < 128) or chr(byte) in "+/-_" else " ") for byte in range(256))
_LONG_WORD = b"a" * 32
_BEFORE_LONG_WORD = frozenset(" \"'=:(`>#")
_LONGEST = 8_000  # characters of a line that are read for a disguise
_SPACED = ("i g n", "a p p r", "r e v i e w", "y o u")

_Place = tuple[int, bool]  # a line of the new file, and whether it is what it hides that matters


def find_injections(change: Change, diff: Sequence[FileDiff]) -> tuple[Fact, ...]:
    """
    What is addressed to the reviewer in added lines, names of new files and commit subjects.

    At most five facts a file. A commit has no file: its fact's path says which commit it is.
    """
    named = _addressed(file.path for file in diff)
    places: dict[int, set[_Place]] = {}
    for page in pages(diff):
        for index, place in _on_page(page):
            places.setdefault(index, set()).add(place)
    in_files = (
        fact
        for index, file in enumerate(diff)
        for fact in _in_file(file, places.get(index, ()), is_named=file.path in named)
    )
    return (*_in_commits(change), *in_files)


def _in_commits(change: Change) -> Iterator[Fact]:
    addressed = _addressed([text for commit in change.commits for text in (commit.subject, commit.author)])
    for commit in change.commits:
        if commit.subject in addressed:
            text = (
                "The message of this commit contains text that addresses the reviewer instead of describing the change."
            )
            yield _fact(place_of_commit(commit.id), None, text)
        elif commit.author in addressed:
            text = "The author's name of this commit contains text that addresses the reviewer."
            yield _fact(place_of_commit(commit.id), None, text)


def _in_file(file: FileDiff, places: Iterable[_Place], *, is_named: bool) -> Iterator[Fact]:
    if is_named:
        yield _fact(file.path, None, "The name of this file contains text that addresses the reviewer.")
    for line, is_hidden in sorted(places)[:_MOST_PER_FILE]:
        if is_hidden:
            text = "An added line holds invisible characters that make it read differently from what it does."
            yield _fact(file.path, line, text, rule=_HIDDEN)
        else:
            yield _fact(file.path, line, "An added line contains text that addresses the reviewer or claims a verdict.")


def _fact(path: str, line: int | None, text: str, *, rule: str = RULE) -> Fact:
    short = "text that hides what it does" if rule == _HIDDEN else "text that addresses the reviewer"
    return Fact(rule=rule, path=path, line=line, text=text, level=Level.HIGH, kind=FactKind.INJECTION, short=short)


def _addressed(texts: Iterable[str]) -> frozenset[str]:
    """Those of the texts that address the reviewer, plainly or in disguise."""
    distinct = list(dict.fromkeys(texts))
    read = [(index, reading) for index, text in enumerate(distinct) for reading in (text.lower(), *readings(text))]
    found = {read[place][0] for place in addressing([reading for _, reading in read])}
    return frozenset(text for index, text in enumerate(distinct) if index in found or HIDING.search(text))


def _on_page(page: Page) -> Iterator[tuple[int, _Place]]:
    """With the index of the file, of which more places than are told are left out."""
    body = page.text
    lowered = body.lower() if body.isascii() else body.encode("ascii", "replace").decode("ascii").lower()
    plain = {start for place in phrase_starts(lowered) if body[start := body.rfind("\n", 0, place) + 1] == "+"}
    odd = [(start, line) for start, line in _odd_lines(body) if start not in plain]
    hidden = {start for start, line in odd if HIDING.search(line)}
    addressed = _addressed(line for start, line in odd if start not in hidden)
    yield from _first(page, plain, is_hidden=False)
    yield from _first(page, hidden, is_hidden=True)
    yield from _first(page, (start for start, line in odd if line in addressed), is_hidden=False)


def _first(page: Page, starts: Iterable[int], *, is_hidden: bool) -> Iterator[tuple[int, _Place]]:
    told: Counter[int] = Counter()
    for start in sorted(starts):
        index = page.file(start)
        if told[index] < _MOST_PER_FILE:
            told[index] += 1
            yield index, (page.line_number(start), is_hidden)


def _odd_lines(body: str) -> Iterator[tuple[int, str]]:
    """Added lines with characters beyond ASCII, or with something that may be an encoding."""
    starts = {body.rfind("\n", 0, match.start() + 1) + 1 for one in _suspects() for match in one.finditer(body)}
    starts |= {body.rfind("\n", 0, start) + 1 for start in _long_words(body)}
    if not body.isascii():
        starts |= set(_foreign_lines(body))
    for start in sorted(starts):
        if body[start] == "+":
            yield start, body[start + 1 : body.find("\n", start)][:_LONGEST]


def _foreign_lines(body: str) -> Iterator[int]:
    start = 0
    for line in body.split("\n"):
        if not line.isascii():
            yield start
        start += len(line) + 1


def _long_words(body: str) -> Iterator[int]:
    """
    Where 32 letters, digits and signs of base64 stand in a row behind a space, a quote or the like.

    With all of these made one letter, `find` passes over the text ten times as fast as a pattern does.
    """
    kinds = body.encode("ascii", "replace").translate(_KINDS)
    start = kinds.find(_LONG_WORD)
    while start >= 0:
        if body[start - 1 : start] in _BEFORE_LONG_WORD or body[max(start - 1, 0) : start + 1] in {"+", "\n+"}:
            yield start
        end = kinds.find(b" ", start)
        start = kinds.find(_LONG_WORD, end) if end >= 0 else -1


@cache
def _suspects() -> tuple[re.Pattern[str], ...]:
    return (*map(re.compile, _ENCODINGS), *literal_patterns((*_DISGUISED.split(), *_SPACED)))
