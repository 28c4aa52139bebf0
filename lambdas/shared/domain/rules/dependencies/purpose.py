"""What a dependency is for: production, or the people who develop; asked for, or brought along by another."""

import re

from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine

_DEVELOPMENT = re.compile(
    r"(?:^|[/_.-])(?:dev|develop|development|docs?|tests?|testing|typing|lint|ci|tools|style)(?:[-_.][\w-]+)?\.(?:txt|in)$"
)
_DEVELOPMENT_SECTION = re.compile(
    r"dev[-_]?dependencies|\[dependency-groups|group\.(?:dev|test|docs)|^\s*(?:dev|tests?|docs|lint)\s*="
)
_SECTION = re.compile(r"^\s*\"(\w*[dD]ependencies)\"\s*:|^\s*(\[[^\]]+\])\s*$|^\s*(\w+)\s*=\s*\[\s*$")
_COMPILED = ("# via", "pip-compile", "uv pip compile", "--hash=")


def is_minor(file: ChangedFile, line: CodeLine) -> bool:
    """For developers only, or not asked for by this repository itself."""
    return (
        _DEVELOPMENT.search(file.path) is not None
        or "// indirect" in line.text
        or _is_in_development_section(file, line)
        or is_compiled(file)
    )


def is_compiled(file: ChangedFile) -> bool:
    """A list of exact versions that a tool wrote, most of them brought along by others."""
    return file.path.endswith(".txt") and any(mark in hunk.body for hunk in file.diff.hunks for mark in _COMPILED)


def _is_in_development_section(file: ChangedFile, line: CodeLine) -> bool:
    for above in file.above(line):
        if match := _SECTION.match(above.text):
            return _DEVELOPMENT_SECTION.search(above.text) is not None or "dev" in (match[1] or "").lower()
    return "devDependencies" in file.diff.hunks[line.hunk].section
