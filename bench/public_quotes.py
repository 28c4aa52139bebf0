"""Quotations that are not kept, since they are code of others: filled in from the lines that an answer names."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lambdas.shared.domain.diff import FileDiff, parse_diff


def with_quotes(answer: Mapping[str, Any], diff: str) -> dict[str, Any]:
    """
    The answer as it was written: each finding and each reason of the risk quotes the changed lines that it names.

    The lines are those of the new file, or of the old one where it says `"side": "removed"`.
    """
    files = parse_diff(diff)
    risk = {**answer["risk"], "reasons": [_with_quote(reason, files) for reason in answer["risk"]["reasons"]]}
    return {**answer, "findings": [_with_quote(finding, files) for finding in answer["findings"]], "risk": risk}


def _with_quote(claim: Mapping[str, Any], files: Sequence[FileDiff]) -> dict[str, Any]:
    told = {name: value for name, value in claim.items() if name != "side"}
    first = claim.get("line_start", claim.get("line"))
    numbers = range(first, claim.get("line_end", first) + 1)
    file = next(file for file in files if file.path == claim["path"])
    is_removed = claim.get("side") == "removed"
    return {**told, "quote": "\n".join(_changed(file, numbers, is_removed=is_removed)).strip()}


def _changed(file: FileDiff, numbers: range, *, is_removed: bool) -> Iterator[str]:
    kind = "-" if is_removed else "+"
    for hunk in file.hunks:
        for line in hunk.lines:
            if line.kind == kind and (line.old_line if is_removed else line.new_line) in numbers:
                yield line.text
