"""Redaction of what is no diff: commit subjects, names of authors, messages of tests and scanners."""

from lambdas.shared.domain.redaction.private_keys import ANCHOR, find_private_keys
from lambdas.shared.domain.redaction.scan import Manners, find_secrets
from lambdas.shared.domain.redaction.spans import merge, replace

_PROSE = Manners(bare_values=True)


def redact_text(text: str) -> tuple[str, int]:
    """The text without credentials, `[redacted: KIND]` in their places, and how many there were."""
    spans = list(find_secrets(text, lambda _: _PROSE))
    if ANCHOR.search(text):
        spans += find_private_keys(text, _lines(text), key_file=False)
    merged = merge(spans)
    return replace(text, merged), len(merged)


def _lines(text: str) -> list[tuple[int, int]]:
    lines = []
    start = 0
    for line in text.split("\n"):
        lines.append((start, start + len(line)))
        start += len(line) + 1
    return lines
