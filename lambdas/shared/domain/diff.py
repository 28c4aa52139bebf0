r"""
A unified diff that git wrote, as files, hunks and lines.

Why not `unidiff`, which the tests use as the oracle: it raises on, or gives another path to, a file whose name contains
" b/"; and it holds eleven bytes for each byte of diff, so that 200 MB of diff need 2 GB where a function has one. In
what git writes, a line that begins with "diff --git " or "@@ " is never a line of a file, those begin with one of
"+", "-", " " and "\"; cutting there is all the parsing there is, and lines are made when they are asked for.

Lines end at "\n" and nowhere else: a carriage return, a form feed or U+2028 is part of its line.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from lambdas.shared.domain.diff_names import read_names

_FILE = "\ndiff --git "
_HUNK = "\n@@ "
_HUNK_HEADER = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@(?: (.*))?", re.DOTALL)
_CHUNK = 1 << 20
_LONGEST_FILE = 16_000_000  # bytes: five times what all windows of a model hold


class DiffError(ValueError):
    """Not a diff that git wrote, or one that lost or gained lines on its way; says where, never what stands there."""


Read = Callable[[int], bytes]  # at most so many bytes of a stream; none at its end


@dataclass(frozen=True, slots=True)
class Line:
    kind: str  # "+", "-" or " "
    text: str  # without the newline; the "\r" of a CRLF file is still there
    old_line: int | None  # None for an added line
    new_line: int | None  # None for a removed line


@dataclass(frozen=True, slots=True)
class Hunk:
    """Counts and first lines are those of git's header: a side without lines has length 0 and starts a line early."""

    old_start: int
    old_length: int
    new_start: int
    new_length: int
    section: str  # what git found in front of it, by the language's driver: "def handler(event):"; may be empty
    body: str  # the lines as git wrote them, each with its newline, "\ No newline at end of file" included

    @property
    def header(self) -> str:
        place = f"@@ -{self.old_start},{self.old_length} +{self.new_start},{self.new_length} @@"
        return f"{place} {self.section}" if self.section else place

    @property
    def changed_lines(self) -> int:
        return changed_lines(self.body)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Made anew each time (that is what keeps a large diff in memory): ask once and keep what is needed."""
        return tuple(self._lines())

    def _lines(self) -> Iterator[Line]:
        old, new = self.old_start, self.new_start
        for raw in self.body.split("\n")[:-1]:
            kind = raw[:1]
            if kind == "+":
                yield Line(kind, raw[1:], None, new)
                new += 1
            elif kind == "-":
                yield Line(kind, raw[1:], old, None)
                old += 1
            elif kind == " ":
                yield Line(kind, raw[1:], old, new)
                old, new = old + 1, new + 1


@dataclass(frozen=True, slots=True)
class FileDiff:
    path: str  # the new name; of a deleted file, the one it had
    old_path: str | None  # set for renames and copies
    header: str  # from "diff --git" up to the first hunk, each line with its newline
    hunks: tuple[Hunk, ...]  # none for a binary file, a change of mode, a mere rename, an empty file
    is_cut: bool = False  # its last lines are missing: it was too large to be read whole

    @property
    def is_binary(self) -> bool:
        return "\nBinary files " in self.header

    @property
    def changed_lines(self) -> int:
        """Those that are at hand."""
        return sum(hunk.changed_lines for hunk in self.hunks)


def parse_diff(text: str) -> tuple[FileDiff, ...]:
    """
    The files of a diff, in its order; an empty text has none.

    Raises:
        DiffError: something stands before the first file, or a hunk has not the lines that its header promises.
    """
    starts = list(_file_starts(text))
    if text and (not starts or starts[0] != 0):
        raise DiffError("the diff does not begin with 'diff --git'")
    return tuple(_read_file(text, start, end) for start, end in pairwise([*starts, len(text)]))


def read_diff(read: Read, *, longest: int = _LONGEST_FILE) -> Iterator[FileDiff]:
    """
    The same, one file after the other from UTF-8 bytes, for diffs that should not be in memory as a single string.

    Of a file whose diff has more than `longest` bytes the first lines are kept, and `is_cut` is set.

    Raises:
        DiffError: as for `parse_diff`.
    """
    for data, is_cut in _whole_files(read, longest):
        text = data.decode("utf-8", "replace")
        if is_cut:
            yield _read_file(text, 0, len(text), is_cut=True)
        else:
            yield from parse_diff(text)


def _whole_files(read: Read, longest: int) -> Iterator[tuple[bytearray, bool]]:
    """The bytes of each file, and whether its end is missing."""
    mark = _FILE.encode()
    pending, searched = bytearray(), 0
    kept: bytearray | None = None  # the beginning of a file that is too long; what comes of it is thrown away
    while chunk := read(_CHUNK):
        pending += chunk
        while (cut := pending.find(mark, searched)) >= 0:
            yield (pending[: cut + 1], False) if kept is None else (kept, True)
            del pending[: cut + 1]
            kept, searched = None, 0
        searched = max(0, len(pending) - len(mark))
        if kept is not None or len(pending) > longest:
            kept = pending[: pending.rfind(b"\n", 0, longest) + 1] if kept is None else kept
            del pending[:searched]
            searched = 0
    if kept is not None or pending:
        yield (pending, False) if kept is None else (kept, True)


def _file_starts(text: str) -> Iterator[int]:
    if text.startswith(_FILE[1:]):
        yield 0
    cut = text.find(_FILE)
    while cut >= 0:
        yield cut + 1
        cut = text.find(_FILE, cut + 1)


def _read_file(text: str, start: int, end: int, *, is_cut: bool = False) -> FileDiff:
    cut = text.find(_HUNK, start, end)
    header = text[start : end if cut < 0 else cut + 1]
    names = read_names(header)
    if names is None:
        raise DiffError("a file of the diff has no name")
    hunks = []
    while cut >= 0:
        following = text.find(_HUNK, cut + 1, end)
        hunk = _read_hunk(text, cut + 1, end if following < 0 else following + 1)
        hunk = _as_it_is(hunk) if is_cut and following < 0 else hunk
        _check(hunk)
        if hunk.body:
            hunks.append(hunk)
        cut = following
    return FileDiff(names.path, names.old_path, header, tuple(hunks), is_cut)


def _read_hunk(text: str, start: int, end: int) -> Hunk:
    line_end = text.find("\n", start, end)
    match = _HUNK_HEADER.fullmatch(text, start, end if line_end < 0 else line_end)
    if match is None:
        raise DiffError("a hunk's header is not one that git writes")
    old_start, old_length, new_start, new_length, section = match.groups()
    return Hunk(
        old_start=int(old_start),
        old_length=int(old_length or 1),
        new_start=int(new_start),
        new_length=int(new_length or 1),
        section=section or "",
        body=_whole(text[line_end + 1 : end]) if line_end >= 0 else "",
    )


def _whole(body: str) -> str:
    return body if not body or body.endswith("\n") else body + "\n"


def changed_lines(body: str) -> int:
    begins = f"\n{body}"
    return begins.count("\n+") + begins.count("\n-")


def _as_it_is(hunk: Hunk) -> Hunk:
    """With the lengths of the lines that are there."""
    begins = f"\n{hunk.body}"
    context, removed, added = (begins.count(f"\n{sign}") for sign in " -+")
    return replace(hunk, old_length=context + removed, new_length=context + added)


def _check(hunk: Hunk) -> None:
    """Every line that the header promises is there, and no other."""
    begins = "\n" + hunk.body
    lines, added = hunk.body.count("\n"), begins.count("\n+")
    if added == lines == hunk.new_length and not hunk.old_length:  # a new file, most often
        return
    context, removed = begins.count("\n "), begins.count("\n-")
    notes = begins.count("\n\\") if context + removed + added < lines else 0
    if (context + removed, context + added, notes) != (
        hunk.old_length,
        hunk.new_length,
        lines - context - removed - added,
    ):
        raise DiffError(f"the hunk at line {hunk.new_start} has not the lines that its header promises")
