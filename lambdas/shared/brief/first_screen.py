"""What an approver must know in thirty seconds, short enough for 600 by 800 pixels without scrolling."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lambdas.shared.brief import sentences
from lambdas.shared.brief.brief import Brief
from lambdas.shared.brief.groups import PointGroup, kind_of_reason, without_echoes
from lambdas.shared.brief.hostile_text import capped, fitted, visible
from lambdas.shared.brief.policies import unchecked, violation
from lambdas.shared.brief.pushed_by import pushers_words
from lambdas.shared.brief.screen_room import room_beside, shared
from lambdas.shared.brief.view import View
from lambdas.shared.brief.words import count
from lambdas.shared.domain.change import Change, named_base
from lambdas.shared.domain.pushers import Pushers
from lambdas.shared.domain.review import Level, Review

_REASON_LENGTHS = (180, 104)  # to its end where there is room for it; with what is added two lines
_QUESTION_LENGTHS = (200, 140)
_MOST = 3  # of each
_PERSON_LENGTH = 60


@dataclass(frozen=True, slots=True)
class FirstScreen:
    notices: tuple[str, ...]
    written_by: str  # empty where a notice says that it were the rules
    headline: str
    level: Level
    tone: str  # the level, or "unsure" where a low risk only means that nobody looked closely
    risk: str  # "High risk"
    reasons: tuple[str, ...]
    policy: str  # what the change violates, if it does
    coverage: str
    evidence: str
    is_alarming: bool  # the evidence is
    questions: tuple[str, ...]
    has_all_questions: bool
    console_name: str
    particulars: tuple[tuple[str, str], ...]  # who, which commit, until when
    why: str
    range: str
    provenance: tuple[str, ...]


def first_screen(brief: Brief, view: View, *, digest: str) -> FirstScreen:
    """`digest`: of the review; it is not computed here because that takes a second for 10,000 files."""
    review = brief.review
    notices, policy = sentences.notices(brief), violation(review)
    coverage = " ".join((sentences.coverage_sentence(review, named=3), *unchecked(review)))
    evidence = capped(sentences.evidence_sentence(review.evidence), 170)
    particulars = _particulars(brief, view)
    rows = [*filter(None, [coverage, policy, evidence]), *(text for _, text in particulars)]
    room = room_beside(view.headline, notices=notices, rows=rows)
    reasons, questions = _in(room, without_echoes(view.reasons.items, most=_MOST), view.questions.items)
    return FirstScreen(
        notices=notices,
        written_by=sentences.writer_sentence(review),
        headline=view.headline,
        level=review.risk.level,
        tone="unsure" if _is_unsure(review) else review.risk.level.value,
        risk=_risk(review),
        reasons=_with_rest(reasons, len({kind_of_reason(reason) for reason in review.risk.reasons}), "reason"),
        policy=policy,
        coverage=coverage,
        evidence=evidence,
        is_alarming=sentences.is_alarming(review.evidence),
        questions=_with_rest(questions, len(review.summary.questions), "question"),
        has_all_questions=questions == view.questions.items,
        console_name=visible(brief.console_name),
        particulars=particulars,
        why=sentences.risk_sentence(review.risk),
        range=capped(sentences.range_sentence(review.change), 400),
        provenance=_provenance(brief, digest),
    )


def _is_unsure(review: Review) -> bool:
    is_read = review.model is not None and sentences.is_complete(review.coverage)
    return review.risk.level is Level.LOW and not (is_read and review.coverage.files_total)


def _risk(review: Review) -> str:
    level = review.risk.level.capitalize()
    if not _is_unsure(review):
        return f"{level} risk"
    return f"{level} risk by the rules alone" if review.model is None else f"{level} risk in what was read"


def _in(room: int, groups: Sequence[PointGroup], texts: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """As many of each as there is room for, at most `_MOST`; shortened where more of them fit so."""
    chosen: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    for of_reason, of_question in zip(_REASON_LENGTHS, _QUESTION_LENGTHS, strict=True):
        reasons = tuple(_reason(group, of_reason) for group in groups[:_MOST])
        questions = tuple(fitted(text, of_question) for text in texts)
        numbers = shared(room, reasons, questions, most=_MOST)
        fitting = reasons[: numbers[0]], questions[: numbers[1]]
        if sum(map(len, fitting)) > sum(map(len, chosen)):
            chosen = fitting
    return chosen


def _with_rest(texts: tuple[str, ...], total: int, noun: str) -> tuple[str, ...]:
    rest = total - len(texts)
    return (*texts, f"{count(rest, f'more {noun}')} below.") if rest > 0 else texts


def _reason(group: PointGroup, length: int) -> str:
    """One of each rule: the same reason in twenty files is one thing to know."""
    text, others = fitted(group.first.text, length), len(group.others) + group.left_out
    if not others:
        return text
    more = f" ({others + 1:,} places)." if group.is_same else f", and {others:,} more like it."
    return text.removesuffix(".") + more


def _particulars(brief: Brief, view: View) -> tuple[tuple[str, str], ...]:
    candidate, commits = view.candidate, sentences.commits_words(brief.review.change)
    subject = f", {capped(candidate.subject, 80)}" if candidate.subject else ""
    return (
        *_people(brief.pushers, _authors(view.author, brief.review.change)),
        ("Commit", f"{candidate.id}{subject} ({commits})"),
        *(("Approved by", agreement.sentence) for agreement in brief.agreements),
        ("Expires", sentences.expiry_sentence(brief)),
    )


def _people(pushers: Pushers, authors: str) -> Iterator[tuple[str, str]]:
    """Whom AWS knew, and whom the commits name: one row where both seem to be one person."""
    pushed_by = pushers_words(pushers)
    if pushed_by:
        yield "Pushed by", pushed_by
    if not pushers.is_author:
        yield "Written by", authors


def _authors(author: str, change: Change) -> str:
    """Who wrote the change is what its commits say."""
    others = len({commit.author for commit in change.commits}) - 1
    return f"{_person(author)} and {count(others, 'other')}" if others > 0 else _person(author)


def _person(author: str) -> str:
    """Without the address where both are too long for a line: half of an address is nobody's."""
    return author if len(author) <= _PERSON_LENGTH else capped(author.partition(" <")[0] or author, _PERSON_LENGTH)


def _identity(brief: Brief) -> str:
    change = brief.review.change
    base = f", compared with {named_base(change.base, change.baseline_reason)}" if change.base else ""
    return (
        f"Pipeline {brief.pipeline_name} in {brief.region}, repository {brief.repository_name}, "
        f"execution {brief.execution_id}, candidate {change.head}{base}."
    )


def _provenance(brief: Brief, digest: str) -> tuple[str, ...]:
    review = brief.review
    return (
        sentences.model_sentence(review),
        sentences.grounding_sentence(review),
        _identity(brief),
        f"Digest of the review (SHA-256): {digest}",
        f"Nobody can approve by replying to the mail. A decision counts only in {brief.console_name}.",
    )
