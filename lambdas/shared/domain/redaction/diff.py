"""Redaction of a unified diff: removed and context lines too, and each with its place."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from posixpath import basename
from typing import NamedTuple

from lambdas.shared.domain.change import Redaction
from lambdas.shared.domain.diff_names import read_names
from lambdas.shared.domain.redaction.names import redact_names
from lambdas.shared.domain.redaction.private_keys import ANCHOR, find_private_keys, is_key_file
from lambdas.shared.domain.redaction.private_keys import KIND as PRIVATE_KEY
from lambdas.shared.domain.redaction.scan import Manners, find_secrets
from lambdas.shared.domain.redaction.sections import FILE, HUNK, find_sections
from lambdas.shared.domain.redaction.spans import Span, merge, replace

_HUNK_HEADER = re.compile(r"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@")
_LOCK_FILE = re.compile(
    r"lock\b|^go\.sum$|\.sum$|\.snap$|^SHA\d*SUMS|\.sha\d+$|^npm-shrinkwrap\.json$|\.(?:svg|ipynb|map)$"
)
_BARE_FILE = re.compile(
    r"\.(?:env|ya?ml|ini|cfg|conf|config|properties|toml|tfvars|sh|bash|zsh|fish|service|cnf|rc|netrc|npmrc|pypirc|"
    r"editorconfig|list|tf|hcl|example|sample|local|production|development|staging|j2|tpl|txt|md|rst|xml|log|bat|ps1|cmd)$"
    r"|^\.?env|^\.\w+rc$|^[A-Z]\w*file|^[^.]+$|credentials"
)


class _Hunk(NamedTuple):
    start: int  # offset of "@@ "
    end: int
    path: str
    manners: Manners

    def body(self, diff: str) -> int:
        return diff.find("\n", self.start, self.end) + 1 or self.end


def redact_diff(diff: str) -> tuple[str, tuple[Redaction, ...]]:
    """
    The diff without credentials, and what was taken out of it.

    There is one entry for each place, and one for each run of lines of a private key. No line is added or lost, so
    every number in the hunks' headers stays right. The text that git shows behind "@@" comes from the file and is
    redacted without an entry: it stands elsewhere. In file names it is what is known by its shape (`redact_name`).
    """
    diff, named = redact_names(diff)
    hunks = list(_read_hunks(diff))
    starts = [hunk.start for hunk in hunks]

    def hunk_at(offset: int) -> _Hunk | None:
        index = bisect_right(starts, offset) - 1
        return hunks[index] if index >= 0 and offset < hunks[index].end else None

    def manners_at(offset: int) -> Manners:
        hunk = hunk_at(offset)
        return hunk.manners if hunk else Manners()

    spans = [span for span in find_secrets(diff, manners_at, prefix=1) if hunk_at(span.start)]
    spans += _private_keys(diff, hunks)
    merged = merge(spans)
    return replace(diff, merged), (*named, *_places(diff, hunks, merged))


def _read_hunks(diff: str) -> Iterator[_Hunk]:
    for start, end in find_sections(diff, FILE, 0, len(diff)):
        cut = diff.find(f"\n{HUNK}", start, end)
        if cut < 0:
            continue
        names = read_names(diff[start:cut])
        path = names.path if names else ""
        manners = Manners(
            bare_values=bool(_BARE_FILE.search(basename(path))), hashes=bool(_LOCK_FILE.search(basename(path)))
        )
        for hunk_start, hunk_end in find_sections(diff, HUNK, cut + 1, end):
            yield _Hunk(hunk_start, hunk_end, path, manners)


def _private_keys(diff: str, hunks: Sequence[_Hunk]) -> Iterator[Span]:
    starts = [hunk.start for hunk in hunks]
    marked = {bisect_right(starts, match.start()) - 1 for match in ANCHOR.finditer(diff)}
    marked |= {index for index, hunk in enumerate(hunks) if is_key_file(hunk.path)}
    for index in sorted(marked - {-1}):
        hunk = hunks[index]
        yield from find_private_keys(diff, _body_lines(diff, hunk), key_file=is_key_file(hunk.path))


def _body_lines(diff: str, hunk: _Hunk) -> list[tuple[int, int]]:
    """Each line's text without the diff's mark."""
    lines = []
    start = hunk.body(diff)
    for line in diff[start : hunk.end].split("\n"):
        if line:
            lines.append((start + 1, start + len(line)))
        start += len(line) + 1
    return lines


def _places(diff: str, hunks: Sequence[_Hunk], spans: Iterable[Span]) -> Iterator[Redaction]:
    """One pass over the hunks that hold a span; numbers are counted as git counts them."""
    cursor = _Cursor(diff)
    starts = [hunk.start for hunk in hunks]
    previous: tuple[str, int, bool] | None = None
    for span in spans:
        hunk = hunks[bisect_right(starts, span.start) - 1]
        if span.start < hunk.body(diff):
            continue
        line, is_removed = cursor.advance(hunk, span.start)
        follows = previous == (hunk.path, line - 1, is_removed) and span.kind == PRIVATE_KEY
        previous = (hunk.path, line, is_removed) if span.kind == PRIVATE_KEY else None
        if not follows:
            yield Redaction(hunk.path, line, span.kind, is_removed)


class _Cursor:
    """Counts lines from the hunk's header on, and from where it stood when the next place is in the same hunk."""

    def __init__(self, diff: str) -> None:
        self._diff = diff
        self._hunk: _Hunk | None = None
        self._position = self._old = self._new = 0

    def advance(self, hunk: _Hunk, offset: int) -> tuple[int, bool]:
        """The number of the line at this offset, and whether it is a removed one."""
        if hunk is not self._hunk:
            self._enter(hunk)
        line_start = self._diff.rfind("\n", self._position - 1, offset) + 1
        passed = "\n" + self._diff[self._position : line_start]
        context, removed, added = (passed.count(f"\n{mark}") for mark in " -+")
        self._old += context + removed
        self._new += context + added
        self._position = line_start
        is_removed = self._diff[line_start] == "-"
        return (self._old if is_removed else self._new), is_removed

    def _enter(self, hunk: _Hunk) -> None:
        header = _HUNK_HEADER.match(self._diff, hunk.start)
        self._old, self._new = (int(header[1]), int(header[2])) if header else (0, 0)
        self._hunk, self._position = hunk, hunk.body(self._diff)
