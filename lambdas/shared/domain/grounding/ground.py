"""The model's answer, reduced to what the diff bears out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lambdas.shared.domain.answer import Answer, RiskClaim
from lambdas.shared.domain.change import Change
from lambdas.shared.domain.diff import FileDiff
from lambdas.shared.domain.grounding.material import Material
from lambdas.shared.domain.grounding.policies import ground_policy_checks
from lambdas.shared.domain.grounding.prose import Prose
from lambdas.shared.domain.grounding.quotes import find_quote
from lambdas.shared.domain.grounding.tally import Tally
from lambdas.shared.domain.review import Finding, Grounding, Level, PolicyCheck, RiskReason, Summary

_LONGEST = 60  # lines that a finding may point at


@dataclass(frozen=True, slots=True)
class Grounded:
    """
    What is left of an answer.

    Any text of the summary may be empty: then nothing the model said there held, and the caller puts the rules' words.
    """

    findings: tuple[Finding, ...]
    summary: Summary
    grounding: Grounding
    risk_reasons: tuple[RiskReason, ...]  # each with the model's level; they may raise the risk, nothing may lower it
    policy_checks: tuple[PolicyCheck, ...] = ()


def ground(answer: Answer, change: Change, diff: Sequence[FileDiff], *, policy: str | None = None) -> Grounded:
    """
    Keep of the answer what the diff bears out, and count what goes.

    A finding stands if its file is in the diff and its quote at its lines; lines that are wrong are set right where the
    quote stands in exactly one place of that file. Prose stands sentence by sentence: every path, symbol and number in
    it is in the diff, and what it says was added, removed, raised or lowered was. Commit messages prove nothing.
    `policy` is the text of the team's policy; what becomes of claims about it stands in policies.py.
    """
    tally = Tally()
    prose = Prose(Material(change, diff), tally)
    return Grounded(
        summary=_summary(answer.summary, prose),
        findings=tuple(one for finding in answer.findings if (one := _finding(finding, prose))),
        risk_reasons=tuple(
            reason for claim in answer.risk_reasons if (reason := _reason(claim, answer.risk_level, prose))
        ),
        policy_checks=ground_policy_checks(answer.policy_checks, policy, prose),
        grounding=tally.grounding(),
    )


def _summary(summary: Summary, prose: Prose) -> Summary:
    return Summary(
        headline=prose.keep(summary.headline),
        paragraphs=_texts(summary.paragraphs, prose),
        consequences=_texts(summary.consequences, prose),
        questions=_texts(summary.questions, prose),
    )


def _texts(texts: Iterable[str], prose: Prose) -> tuple[str, ...]:
    return tuple(kept for text in texts if (kept := prose.keep(text)))


def _finding(finding: Finding, prose: Prose) -> Finding | None:
    """The finding at its true lines, or None."""
    place = _place(finding.path, finding.quote, finding.line_start, finding.line_end, prose)
    prose.tally.count(is_supported=place is not None)
    if place is None:
        return None
    title, text = prose.keep(finding.title, needs_tie=False), prose.keep(finding.text, needs_tie=False)
    if not title or not text:
        return None
    path, first, last = place
    return replace(finding, title=title, text=text, path=path, line_start=first, line_end=last)


def _reason(claim: RiskClaim, level: Level, prose: Prose) -> RiskReason | None:
    place = _place(claim.path, claim.quote, claim.line, claim.line, prose)
    prose.tally.count(is_supported=place is not None)
    text = prose.keep(claim.text, needs_tie=False) if place else ""
    if place is None or not text:
        return None
    path, first, _ = place
    return RiskReason(rule="model", path=path, line=first, text=text, level=level)


def _place(path: str, quote: str, first: int, last: int, prose: Prose) -> tuple[str, int, int] | None:
    """The file's own name, and the lines: as they were named where the quote stands there, else those of the quote."""
    file = prose.material.file(path)
    found = find_quote(file, quote, first, last) if file else None
    if file is None or found is None:
        return None
    if (
        first <= found.first
        and found.last <= last
        and last - first < _LONGEST
        and _are_shown(file, first, last, found.is_removed)
    ):
        return file.path, first, last
    return file.path, found.first, found.last


def _are_shown(file: FileDiff, first: int, last: int, is_removed: bool) -> bool:  # noqa: FBT001 -- the quote's side
    for hunk in file.hunks:
        start, length = (hunk.old_start, hunk.old_length) if is_removed else (hunk.new_start, hunk.new_length)
        if start <= first and last < start + length:
            return True
    return False
