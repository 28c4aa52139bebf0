"""Where secrets stand in a text, and the text without them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`text[start:end]` is a secret; it never contains a line's end."""

    start: int
    end: int
    kind: str


def merge(spans: Iterable[Span]) -> list[Span]:
    """In order and without overlaps; where two overlap the kind is that of the one that begins first (or is longer)."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if merged and span.start < merged[-1].end:
            last = merged[-1]
            merged[-1] = Span(last.start, max(last.end, span.end), last.kind)
        else:
            merged.append(span)
    return merged


def replace(text: str, spans: Iterable[Span]) -> str:
    """The text with `[redacted: KIND]` in place of each of these merged spans."""
    pieces = []
    position = 0
    for span in spans:
        pieces += [text[position : span.start], f"[redacted: {span.kind}]"]
        position = span.end
    return "".join([*pieces, text[position:]])
