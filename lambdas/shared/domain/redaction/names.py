"""Redaction of file names: in the headers of a diff, and wherever else the same name is told."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace as changed

from lambdas.shared.domain.change import Redaction
from lambdas.shared.domain.diff_names import Names, quote, read_names
from lambdas.shared.domain.redaction.sections import FILE, HUNK, find_sections
from lambdas.shared.domain.redaction.spans import Span, merge, replace
from lambdas.shared.domain.redaction.tokens import find_tokens, may_hold_token


def redact_name(name: str) -> tuple[str, tuple[str, ...]]:
    """
    The name without the credentials that are known by their shape, and their kinds.

    Names must stay apart, so four digits of the credential's SHA-256 stand with its kind.
    """
    if not may_hold_token(name):
        return name, ()
    spans = merge(_told_apart(name, span) for span in find_tokens(name))
    return replace(name, spans), tuple(span.kind.rpartition(" ")[0] for span in spans)


def redact_names(diff: str) -> tuple[str, tuple[Redaction, ...]]:
    """The diff with such names rewritten in its headers; no line is added or lost."""
    pieces: list[str] = []
    redactions: list[Redaction] = []
    position = 0
    for start, end in _headers(diff):
        header = diff[start:end]
        names = read_names(header) if may_hold_token(header) else None
        if names is None:
            continue
        path, kinds = redact_name(names.path)
        old_path, old_kinds = redact_name(names.old_path) if names.old_path else (None, ())
        if kinds or old_kinds:
            pieces += [diff[position:start], _rename(header, Names(path, old_path))]
            redactions += [Redaction(path, None, kind) for kind in kinds or old_kinds]
            position = end
    return "".join([*pieces, diff[position:]]), tuple(redactions)


def _told_apart(name: str, span: Span) -> Span:
    digest = hashlib.sha256(name[span.start : span.end].encode()).hexdigest()
    return changed(span, kind=f"{span.kind} {digest[:4]}")


def _headers(diff: str) -> Iterator[tuple[int, int]]:
    for start, end in find_sections(diff, FILE, 0, len(diff)):
        hunk = diff.find(f"\n{HUNK}", start, end)
        yield start, hunk + 1 if hunk >= 0 else end


def _rename(header: str, names: Names) -> str:
    old, new = names.old_path or names.path, names.path
    return "\n".join(_line(line, old, new) for line in header.split("\n"))


def _line(line: str, old: str, new: str) -> str:
    if line.startswith(FILE):
        return f"{FILE}{quote(f'a/{old}')} {quote(f'b/{new}')}"
    for mark, name in (("--- ", f"a/{old}"), ("+++ ", f"b/{new}")):
        if line.startswith(mark) and not line.startswith(f"{mark}/dev/null"):
            return f"{mark}{quote(name)}\t"  # git's tab behind a name with blanks
    for mark, name in (("rename from ", old), ("copy from ", old), ("rename to ", new), ("copy to ", new)):
        if line.startswith(mark):
            return f"{mark}{quote(name)}"
    return _binary(line, old, new) if line.startswith("Binary files ") else line


def _binary(line: str, old: str, new: str) -> str:
    left = "/dev/null" if line.startswith("Binary files /dev/null and ") else quote(f"a/{old}")
    right = "/dev/null" if line.endswith(" and /dev/null differ") else quote(f"b/{new}")
    return f"Binary files {left} and {right} differ"
