"""
What one review is worth on one case; no model judges.

A required fact is *said* when one text of the review matches all its terms, and *placed* when that text also points at
the fact's lines. A model answers for its own words alone: what the rules put into every brief (the reasons of the risk
floor, their words where the model's fell) counts for the brief, not for the model.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.case import Case
from lambdas.shared.domain.review import Grounding, Review


@dataclass(frozen=True, slots=True)
class Said:
    text: str
    path: str | None = None
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class FactScore:
    what: str
    is_said: bool  # by whoever wrote the review
    is_placed: bool  # said, and at its place
    is_in_brief: bool  # said to the approver, by whomever


@dataclass(frozen=True, slots=True)
class Score:
    facts: tuple[FactScore, ...]
    violations: tuple[str, ...]
    risk: str
    is_risk_agreed: bool  # between the least and the most that the case names
    claims: int
    dropped: int
    coverage: float  # share of the changed lines that were read


def score(case: Case, review: Review, rules: Review, claims: Grounding, writers: Sequence[str]) -> Score:
    """
    The score of a review.

    `rules`: the review of the same change by the rules alone; `claims`: of the model, in what it answered; `writers`:
    the models that were to write it, in order. Where none was to, the rules answer for their words; where one was and
    failed, nobody said anything.
    """
    brief = tuple(_said_in(review))
    own = brief if not writers else _own_words(brief, review, rules)
    level = review.risk.level.rank
    read = review.coverage
    return Score(
        facts=tuple(
            FactScore(
                what=fact.what,
                is_said=any(fact.is_in(one.text) for one in own),
                is_placed=any(
                    fact.is_in(one.text) and one.path is not None and fact.is_at(one.path, one.first, one.last)
                    for one in own
                ),
                is_in_brief=any(fact.is_in(one.text) for one in brief),
            )
            for fact in case.must_say
        ),
        violations=tuple(one.what for one in case.must_not_say if any(one.is_in(said.text) for said in brief)),
        risk=review.risk.level,
        is_risk_agreed=case.least_risk.rank <= level <= case.most_risk.rank,
        claims=claims.claims,
        dropped=claims.dropped,
        coverage=read.changed_lines_read / read.changed_lines_total if read.changed_lines_total else 1.0,
    )


def _own_words(brief: tuple[Said, ...], review: Review, rules: Review) -> tuple[Said, ...]:
    if review.model is None:
        return ()
    theirs = frozenset(one.text for one in _said_in(rules))
    return tuple(one for one in brief if one.text not in theirs)


def _said_in(review: Review) -> Iterator[Said]:
    summary = review.summary
    for text in (summary.headline, *summary.paragraphs, *summary.consequences, *summary.questions):
        yield Said(text)
    for finding in review.findings:
        yield Said(f"{finding.title}. {finding.text}", finding.path, finding.line_start, finding.line_end)
    for reason in review.risk.reasons:
        yield Said(reason.text, reason.path, reason.line, reason.line)
