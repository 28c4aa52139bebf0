"""Facts as findings: one place each, with the line as the diff has it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from lambdas.shared.domain.change import is_place_of_commit
from lambdas.shared.domain.diff import FileDiff, Hunk
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.offline_review_words import count, upper_first
from lambdas.shared.domain.review import Finding, Level

FURTHER_PLACES = " The same in "  # what a finding says of them begins so
_MOST = 40
_LONGEST_QUOTE = 200
_MOST_PLACES = 5
_TOLD_OF_NAMES = (FactKind.INJECTION, FactKind.SECRET)
_TOLD_WITHOUT_RISK = (FactKind.EXPOSURE, FactKind.PERMISSION)


def findings_from(facts: Iterable[Fact], diff: Iterable[FileDiff]) -> tuple[Finding, ...]:
    """
    Of each rule and file one finding, gravest first, at most 40; what stands in commits is one for all of them.

    A fact about a file without lines (binary, submodule, mode) makes none: there is nothing to quote. It is still a
    reason of the risk. What stands in a name or in a commit needs no line.
    """
    groups: dict[tuple[str, str, bool], list[Fact]] = {}
    for fact in facts:
        if fact.level or fact.rule == "alternative-added" or fact.kind in _TOLD_WITHOUT_RISK:
            groups.setdefault(_group_of(fact), []).append(fact)
    ordered = sorted(groups.values(), key=lambda group: -(group[0].level.rank if group[0].level else -1))
    wanted = {group[0].path for group in ordered}
    files = {file.path: file for file in diff if file.path in wanted}
    found = (_finding(group, files.get(group[0].path)) for group in ordered)
    return tuple(islice((finding for finding in found if finding), _MOST))


def _group_of(fact: Fact) -> tuple[str, str, bool]:
    is_in_name = _is_in_name(fact)
    return fact.rule, "" if is_in_name and is_place_of_commit(fact.path) else fact.path, is_in_name


def _is_in_name(fact: Fact) -> bool:
    """It speaks of what stands in the name of the file, or in a commit, rather than of lines."""
    return fact.line is None and fact.kind in _TOLD_OF_NAMES


def _finding(group: Sequence[Fact], file: FileDiff | None) -> Finding | None:
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
    if lines:
        return (
            f"{FURTHER_PLACES}{count(len(lines), 'further line')} of this file"
            f" ({_first([str(line) for line in lines])})."
        )
    commits = list(dict.fromkeys(fact.path for fact in group if fact.path != group[0].path))
    return f"{FURTHER_PLACES}{count(len(commits), 'further commit')} ({_first(commits)})." if commits else ""


def _first(places: Sequence[str]) -> str:
    return ", ".join((*places[:_MOST_PLACES], *(["…"] if len(places) > _MOST_PLACES else [])))


def _place(fact: Fact, file: FileDiff | None) -> tuple[int | None, str] | None:
    """The fact's line; for a whole file the first line that changed; of a name none."""
    if _is_in_name(fact):
        return None, ""
    return next(_lines(fact, file), None) if file else None


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
