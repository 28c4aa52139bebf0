"""
On which line of a TOML file a setting stands.

The standard library's parser tells no positions. But whether the first n lines of a file are whole TOML, and whether a
setting is among them, it can be asked; the statement that begins where the answer changes is the one. So strings of
several lines, dotted keys, quoted keys and inline tables are understood exactly as the parser understands them.
"""

import tomllib
from collections.abc import Sequence
from typing import Any

Path = Sequence[str | int]  # ("pipelines", 1, "source", "branch")


def line_of(text: str, path: Path) -> int | None:
    """The line, from 1, on which the statement begins that brings what `path` leads to; None: nothing does."""
    lines = text.split("\n")
    without, has_it = 0, len(lines)
    if not _leads_somewhere(tomllib.loads(text), path):
        return None
    while (between := _whole(lines, without, has_it)) is not None:
        count, table = between
        if _leads_somewhere(table, path):
            has_it = count
        else:
            without = count
    return without + 1


def _whole(lines: list[str], after: int, before: int) -> tuple[int, dict[str, Any]] | None:
    """Near the middle between two counts of lines, one that is whole TOML, and what it says."""
    middle = (after + before) // 2
    for count in (*range(middle, after, -1), *range(middle + 1, before)):
        try:
            return count, tomllib.loads("\n".join(lines[:count]) + "\n")
        except tomllib.TOMLDecodeError:  # the cut went through a statement
            continue
    return None


def _leads_somewhere(table: Any, path: Path) -> bool:  # noqa: ANN401 -- TOML is of any type until it has been read
    for step in path:
        try:
            table = table[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True
