"""Facts as findings: one place each, with the line as the diff has it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from lambdas.shared.domain.diff import FileDiff, Hunk
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.offline_review_words import count, upper_first
from lambdas.shared.domain.review import Finding, Level

_MOST = 40
_LONGEST_QUOTE = 200
_TOLD_WITHOUT_RISK = (FactKind.EXPOSURE, FactKind.PERMISSION)


def findings_from(facts: Iterable[Fact], diff: Iterable[FileDiff]) -> tuple[Finding, ...]:
    """
    Of each rule and file one finding, gravest first, at most 40.

    A fact about a file without lines (binary, submodule, mode) makes none: there is nothing to quote. It is still a
    reason of the risk.
    """
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        if fact.level or fact.rule == "alternative-added" or fact.kind in _TOLD_WITHOUT_RISK:
            groups.setdefault((fact.rule, fact.path), []).append(fact)
    ordered = sorted(groups.values(), key=lambda group: -(group[0].level.rank if group[0].level else -1))
    wanted = {group[0].path for group in ordered}
    files = {file.path: file for file in diff if file.path in wanted}
    found = (_finding(group, files[group[0].path]) for group in ordered if group[0].path in files)
    return tuple(islice((finding for finding in found if finding), _MOST))


def _finding(group: Sequence[Fact], file: FileDiff) -> Finding | None:
    fact = group[0]
    place = _place(fact, file)
    if place is None:
        return None
    line, quote = place
    return Finding(
        title=upper_first(fact.short) or fact.rule.replace("-", " ").capitalize(),
        text=fact.text + _more(group),
        severity=fact.level or Level.LOW,
        path=fact.path,
        line_start=line,
        line_end=line,
        quote=quote[:_LONGEST_QUOTE],
    )


def _more(group: Sequence[Fact]) -> str:
    lines = sorted({fact.line for fact in group[1:] if fact.line is not None} - {group[0].line})
    if not lines:
        return ""
    shown = ", ".join(f"{line}" for line in lines[:5])
    return f" The same in {count(len(lines), 'further line')} of this file ({shown}{', …' if len(lines) > 5 else ''})."


def _place(fact: Fact, file: FileDiff) -> tuple[int, str] | None:
    """The fact's line; for a whole file the first line that changed."""
    return next(_lines(fact, file), None)


def _lines(fact: Fact, file: FileDiff) -> Iterator[tuple[int, str]]:
    for hunk in file.hunks:
        if fact.line is None or _covers(hunk, fact.line, is_removed=fact.is_removed):
            for line in hunk.lines:
                number = line.old_line if fact.is_removed or line.kind == "-" else line.new_line
                is_it = line.kind != " " if fact.line is None else number == fact.line and _is_side(fact, line.kind)
                if is_it and number is not None:
                    yield number, line.text


def _is_side(fact: Fact, kind: str) -> bool:
    return kind != ("+" if fact.is_removed else "-")


def _covers(hunk: Hunk, line: int, *, is_removed: bool) -> bool:
    start, length = (hunk.old_start, hunk.old_length) if is_removed else (hunk.new_start, hunk.new_length)
    return start <= line < start + length
