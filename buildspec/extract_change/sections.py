"""The parts of a diff that speak of one file each: where they begin, and what they count."""

from collections.abc import Iterator
from dataclasses import dataclass

from lambdas.shared.domain.diff import DiffError, parse_diff
from lambdas.shared.domain.diff_names import read_names

START = "\ndiff --git "  # in what git writes, no line of a file begins like this: those have a sign before them
_HUNK = "\n@@ "
_LFS = "version https://git-lfs.github.com/spec/v1"
_LFS_SIZE = 4_000  # characters; a pointer has three lines, and at most as many stand before it


@dataclass(frozen=True, slots=True)
class Section:
    path: str
    added: int | None  # lines; None for a binary file
    deleted: int | None
    is_lfs_pointer: bool


def read_sections(diff: str) -> Iterator[Section]:
    """
    What each section of the diff says, without looking at its lines one by one.

    Raises:
        DiffError: a section has no name.
    """
    start = 0
    while start < len(diff):
        end = diff.find(START, start) + 1 or len(diff)
        yield _read_section(diff, start, end)
        start = end


def _read_section(diff: str, start: int, end: int) -> Section:
    hunks = diff.find(_HUNK, start, end)
    header = diff[start : hunks + 1 if hunks >= 0 else end]
    names = read_names(header)
    if names is None:
        raise DiffError("a file of the diff has no name")
    if "\nBinary files " in header:
        return Section(names.path, None, None, is_lfs_pointer=False)
    if hunks < 0:
        return Section(names.path, 0, 0, is_lfs_pointer=False)
    return Section(
        path=names.path,
        added=diff.count("\n+", hunks, end),
        deleted=diff.count("\n-", hunks, end),
        is_lfs_pointer=end - start < _LFS_SIZE
        and diff.find(_LFS, start, end) >= 0
        and _is_lfs_pointer(diff[start:end]),
    )


def _is_lfs_pointer(section: str) -> bool:
    """The first line of the file, as it is now, is that of every pointer of Git LFS."""
    (file,) = parse_diff(section)
    lines = (line for line in file.hunks[0].lines if line.new_line == 1)
    return next((line.text for line in lines), "") == _LFS
