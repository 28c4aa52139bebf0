"""Attempts to instruct the reviewer, as facts: shown to the approver whatever the model makes of them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from lambdas.shared.domain.change import Change
from lambdas.shared.domain.diff import FileDiff, Hunk
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.injection.disguises import HIDING, readings
from lambdas.shared.domain.injection.phrases import addresses_reviewer, phrase_starts
from lambdas.shared.domain.literals import literal_patterns
from lambdas.shared.domain.review import Level

RULE = "text-addressed-to-reviewer"
_HIDDEN = "invisible-characters"
_MOST_PER_FILE = 5
# Something that may be an encoding, or a word that a disguise leaves behind.
_ENCODINGS = (
    r"[ \"'=:(`>#][A-Za-z0-9+/\-_]{32}",
    r"\\[xu0-3](?:[0-9a-fA-F]{2}|[0-9a-fA-F]{4})\\[xu0-3]",
    r"&#[x0-9a-fA-F]{2,6};&#",
    r"%[0-9a-fA-F]{2}%[0-9a-fA-F]{2}%",
    r"\n\+[A-Za-z0-9+/\-_]{32}",
)
_DISGUISED = """
    erongi evorppa weiver vtaber nccebi erivrj 1gn ign0 ppr0v 4pprov @pprov d1sreg 1nstruct !gnore
    ignore_ approve_ already_ instructions_ i.g.n i-g-n i_g_n i*g*n a.p.p.r a-p-p-r a_p_p_r
"""
_SPACED = ("i g n", "a p p r", "r e v i e w", "y o u")


def find_injections(change: Change, diff: Sequence[FileDiff]) -> tuple[Fact, ...]:
    """
    What is addressed to the reviewer in added lines, names of new files and commit subjects.

    At most five facts a file. A commit has no file: its fact's path says which commit it is.
    """
    return (*_in_commits(change), *(fact for file in diff for fact in _in_file(file)))


def _in_commits(change: Change) -> Iterator[Fact]:
    for commit in change.commits:
        if _is_addressed(commit.subject) or _is_addressed(commit.author):
            text = (
                "The message of this commit contains text that addresses the reviewer instead of describing the change."
            )
            yield _fact(f"commit {commit.id[:12]}", None, text)


def _in_file(file: FileDiff) -> Iterator[Fact]:
    if _is_addressed(file.path):
        yield _fact(file.path, None, "The name of this file contains text that addresses the reviewer.")
    found = sorted({place for hunk in file.hunks for place in _in_hunk(hunk)})
    for line, is_hidden in found[:_MOST_PER_FILE]:
        if is_hidden:
            text = "An added line holds invisible characters that make it read differently from what it does."
            yield _fact(file.path, line, text, rule=_HIDDEN)
        else:
            yield _fact(file.path, line, "An added line contains text that addresses the reviewer or claims a verdict.")


def _fact(path: str, line: int | None, text: str, *, rule: str = RULE) -> Fact:
    return Fact(rule=rule, path=path, line=line, text=text, level=Level.HIGH, kind=FactKind.INJECTION)


def _is_addressed(text: str) -> bool:
    return addresses_reviewer(text.lower()) or any(map(addresses_reviewer, readings(text))) or bool(HIDING.search(text))


def _in_hunk(hunk: Hunk) -> Iterator[tuple[int, bool]]:
    """Lines of the new file, and whether it is what they hide that matters."""
    body = hunk.body
    lowered = body.lower() if body.isascii() else body.encode("ascii", "replace").decode("ascii").lower()
    plain = {start for place in phrase_starts(lowered) if body[start := body.rfind("\n", 0, place) + 1] == "+"}
    yield from ((_line_number(hunk, start), False) for start in plain)
    for start, line in _odd_lines(body):
        if start not in plain:
            if HIDING.search(line):
                yield _line_number(hunk, start), True
            elif any(map(addresses_reviewer, readings(line))):
                yield _line_number(hunk, start), False


def _odd_lines(body: str) -> Iterator[tuple[int, str]]:
    """Added lines with characters beyond ASCII, or with something that may be an encoding."""
    starts = {body.rfind("\n", 0, match.start() + 1) + 1 for one in _suspects() for match in one.finditer(body)}
    if not body.isascii():
        starts |= {body.rfind("\n", 0, match.start()) + 1 for match in re.finditer(r"[^\x00-\x7f]+", body)}
    for start in sorted(starts):
        if body[start] == "+":
            yield start, body[start + 1 : body.find("\n", start)][:8000]


@cache
def _suspects() -> tuple[re.Pattern[str], ...]:
    return (*map(re.compile, _ENCODINGS), *literal_patterns((*_DISGUISED.split(), *_SPACED)))


def _line_number(hunk: Hunk, start: int) -> int:
    before = "\n" + hunk.body[:start]
    return hunk.new_start + before.count("\n+") + before.count("\n ")
