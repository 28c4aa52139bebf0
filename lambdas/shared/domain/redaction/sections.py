"""Where the parts of a diff begin and end: its files, and the hunks of one."""

from collections.abc import Iterator

FILE = "diff --git "
HUNK = "@@ -"  # both are git's own at the start of a line: a file's lines have one of git's signs before them


def find_sections(diff: str, mark: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start if diff.startswith(mark, start, end) else diff.find(f"\n{mark}", start, end) + 1 or end
    while position < end:
        following = diff.find(f"\n{mark}", position, end) + 1 or end
        yield position, following
        position = following
