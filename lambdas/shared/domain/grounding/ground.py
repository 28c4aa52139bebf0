"""The model's answer, reduced to what the diff bears out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lambdas.shared.domain.answer import Answer, RiskClaim
from lambdas.shared.domain.change import Change
from lambdas.shared.domain.diff import FileDiff
from lambdas.shared.domain.facts import Fact
from lambdas.shared.domain.grounding.grounded import Grounded
from lambdas.shared.domain.grounding.material import Material
from lambdas.shared.domain.grounding.policies import ground_policy_checks
from lambdas.shared.domain.grounding.prose import Prose
from lambdas.shared.domain.grounding.quotes import find_quote
from lambdas.shared.domain.grounding.shown import Shown, shows, speaks_of
from lambdas.shared.domain.grounding.tally import Tally
from lambdas.shared.domain.review import Finding, Level, RiskReason, Summary

_LONGEST = 60  # lines that a finding may point at


def ground(
    answer: Answer,
    change: Change,
    diff: Sequence[FileDiff],
    *,
    facts: Sequence[Fact] = (),
    policy: str | None = None,
) -> Grounded:
    """
    Keep of the answer what the diff bears out, and count what goes.

    A finding stands if its file is in the diff, its quote on changed lines there, and its text speaks of them; lines
    that are wrong are set right where the quote stands in exactly one place of that file. Prose stands sentence by
    sentence: every path, symbol and number in it is in the diff, and what it says was added, removed, raised or lowered
    was. Commit messages prove nothing.
    `facts` are what the rules established; a sentence that names nothing may rest on them.
    `policy` is the text of the team's policy; what becomes of claims about it stands in policies.py.

    No program can look up a sentence that names nothing. It stands on the credit of the answer: where nearly all that
    is named was found it stands, else the diff or a fact must bear out its words. Of an answer that is wrong more often
    than right nothing is kept.
    """
    return ground_in(Material(change, diff, facts), answer, policy=policy)


def ground_in(material: Material, answer: Answer, *, policy: str | None = None) -> Grounded:
    """As `ground`; what is looked up for one answer is known to the next, for they are about the same diff."""
    tally = Tally()
    prose = Prose(material, tally)
    grounded = _grounded(answer, prose, policy)
    if tally.is_trusted:
        return _grounded(answer, prose.trusted(), policy)
    return grounded if tally.is_credible else _nothing(tally)


def _grounded(answer: Answer, prose: Prose, policy: str | None) -> Grounded:
    return Grounded(
        summary=_summary(answer.summary, prose),
        findings=tuple(one for finding in answer.findings if (one := _finding(finding, prose))),
        risk_reasons=tuple(
            reason for claim in answer.risk_reasons if (reason := _reason(claim, answer.risk_level, prose))
        ),
        policy_checks=ground_policy_checks(answer.policy_checks, policy, prose),
        grounding=prose.tally.grounding(),
    )


def _nothing(tally: Tally) -> Grounded:
    return Grounded((), Summary("", (), (), ()), tally.grounding(), (), is_unfounded=tally.is_unfounded)


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
    place = _place(finding.path, finding.quote, finding.line_start or 0, finding.line_end or 0, prose)
    if not _is_proven(f"{finding.title}. {finding.text}", place, prose):
        return None
    title, text = prose.keep(finding.title, needs_tie=False), prose.keep(finding.text, needs_tie=False)
    if place is None or not title or not text:
        return None
    return replace(finding, title=title, text=text, path=place.path, line_start=place.first, line_end=place.last)


def _reason(claim: RiskClaim, level: Level, prose: Prose) -> RiskReason | None:
    place = _place(claim.path, claim.quote, claim.line, claim.line, prose)
    text = prose.keep(claim.text, needs_tie=False) if _is_proven(claim.text, place, prose) else ""
    if place is None or not text:
        return None
    return RiskReason(rule="model", path=place.path, line=place.first, text=text, level=level)


def _is_proven(text: str, place: Shown | None, prose: Prose) -> bool:
    """A quotation that was found is proof enough of an answer that is trusted; else the text must speak of it, too."""
    prose.tally.count(is_supported=place is not None)
    if place is None:
        return False
    is_told = prose.is_trusted or speaks_of(text, place, prose.material)
    if not is_told:
        prose.tally.count_general(is_kept=False)
    return is_told


def _place(path: str, quote: str, first: int, last: int, prose: Prose) -> Shown | None:
    """The lines as they were named where the quote stands there, else those of the quote."""
    file = prose.material.file(path)
    found = find_quote(file, quote, first, last) if file else None
    if file is None or found is None:
        return None
    if (
        first <= found.first
        and found.last <= last
        and last - first < _LONGEST
        and shows(file, first, last, is_removed=found.is_removed)
    ):
        return Shown(file.path, first, last, found)
    return Shown(file.path, found.first, found.last, found)
