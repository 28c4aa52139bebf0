"""What a dependency is for: production, or the people who develop; asked for, or brought along by another."""

import re
from collections.abc import Callable
from functools import cache

from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.landmarks import Landmarks

_DEVELOPMENT = re.compile(
    r"(?:^|[/_.-])(?:dev|develop|development|docs?|tests?|testing|typing|lint|ci|tools|style)(?:[-_.][\w-]+)?\.(?:txt|in)$"
)
_DEVELOPMENT_SECTION = re.compile(
    r"dev[-_]?[dD]ependencies|\[dependency-groups|group\.(?:dev|test|docs)|^\s*(?:dev|tests?|docs|lint)\s*="
)
_SECTION = re.compile(r"^\s*\"(\w*[dD]ependencies)\"\s*:|^\s*(\[[^\]]+\])\s*$|^\s*(\w+)\s*=\s*\[\s*$")
_COMPILED = ("# via", "pip-compile", "uv pip compile", "--hash=")


def minor_lines(file: ChangedFile) -> Callable[[CodeLine], bool]:
    """Tells the lines whose dependency is for developers only, or brought along by another."""
    if _DEVELOPMENT.search(file.path) or is_compiled(file):
        return lambda _line: True
    sections = cache(lambda: Landmarks(file, _is_for_development))  # few files name a dependency
    return lambda line: "// indirect" in line.text or sections().above(line) is True


def is_compiled(file: ChangedFile) -> bool:
    """A list of exact versions that a tool wrote, most of them brought along by others."""
    return file.path.endswith(".txt") and any(mark in hunk.body for hunk in file.diff.hunks for mark in _COMPILED)


def _is_for_development(text: str) -> bool | None:
    """Of a line that begins a section of a manifest; None of all others."""
    return _DEVELOPMENT_SECTION.search(text) is not None if _SECTION.match(text) else None
