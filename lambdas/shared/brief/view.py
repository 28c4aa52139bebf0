"""What the mail and the report say, as values: chosen, ordered, counted and capped, but not yet laid out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from lambdas.shared.brief.brief import Brief
from lambdas.shared.brief.caps import Caps
from lambdas.shared.brief.file_list import FileGroup, file_groups
from lambdas.shared.brief.groups import (
    PointGroup,
    group_findings,
    group_reasons,
    group_redactions,
    group_scans,
    group_unread,
)
from lambdas.shared.brief.hostile_text import capped, capped_prose, one_line, visible
from lambdas.shared.brief.policies import PolicyLine, policy_lines
from lambdas.shared.brief.separate import separate
from lambdas.shared.brief.shown import Shown
from lambdas.shared.brief.unread import unread_files
from lambdas.shared.domain.bots import is_bot
from lambdas.shared.domain.change import Change, Commit, short_commit
from lambdas.shared.domain.offline_review_findings import FURTHER_PLACES
from lambdas.shared.domain.review import Finding, Review

S = TypeVar("S")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CommitLine:
    id: str
    subject: str
    author: str


@dataclass(frozen=True, slots=True)
class View:
    headline: str
    paragraphs: Shown[tuple[str, ...]]  # of several sentences where each is to stand by itself
    consequences: Shown[str]
    questions: Shown[str]
    policies: Shown[PolicyLine]
    reasons: Shown[PointGroup]
    findings: Shown[PointGroup]
    scans: Shown[PointGroup]
    redactions: Shown[PointGroup]
    unread: Shown[PointGroup]
    files: tuple[FileGroup, ...]
    commits: Shown[CommitLine]
    lost_commits: Shown[CommitLine]
    notes: Shown[str]
    candidate: CommitLine
    author: str  # whom the first screen names of those who wrote the change


def view_of(brief: Brief, caps: Caps) -> View:
    review, summary, change = brief.review, brief.review.summary, brief.review.change
    scans = (review.evidence and review.evidence.scans) or ()
    return View(
        headline=capped(one_line(summary.headline).replace("`", ""), 160),
        paragraphs=_paragraphs(review, caps),
        consequences=_texts(summary.consequences, caps),
        questions=_texts(summary.questions, caps),
        policies=policy_lines(review, caps),
        reasons=group_reasons(review.risk.reasons, caps),
        findings=group_findings(_beyond_reasons(review), caps),
        scans=group_scans(scans, caps),
        redactions=group_redactions(review.redactions, caps),
        unread=group_unread(unread_files(review), caps),
        files=file_groups(change.files, caps),
        commits=_shown(change.commits, caps.commits, _commit),
        lost_commits=_shown(change.lost_commits, caps.commits, _commit),
        notes=_texts(review.notes, caps),
        candidate=_candidate(change),
        author=capped(one_line(_author(brief)), 80) or "an unknown author",
    )


def _author(brief: Brief) -> str:
    """The candidate's; where a program wrote that, the newest person's, if there is one."""
    return min((brief.author, *(commit.author for commit in brief.review.change.commits)), key=is_bot)


def _shown(items: Sequence[S], number: int, make: Callable[[S], T]) -> Shown[T]:
    return Shown(tuple(make(item) for item in items[:number]), max(0, len(items) - number))


def _paragraphs(review: Review, caps: Caps) -> Shown[tuple[str, ...]]:
    """A model's sentences lead from one to the next, and stay together."""
    shown = _texts(review.summary.paragraphs, caps)
    is_of_model = review.model is not None
    return Shown(tuple((text,) if is_of_model else separate(text) for text in shown.items), shown.left_out)


def _texts(texts: Sequence[str], caps: Caps) -> Shown[str]:
    return _shown(texts, caps.paragraphs, lambda text: capped_prose(one_line(text), caps.text))


def _beyond_reasons(review: Review) -> tuple[Finding, ...]:
    """The findings that no reason for the risk says already, in the same words of the same place or the whole file."""
    said = {(reason.path, reason.line, one_line(reason.text)) for reason in review.risk.reasons}
    return tuple(
        finding
        for finding in review.findings
        if not {(finding.path, line, _without_places(finding)) for line in (finding.line_start, None)} & said
    )


def _without_places(finding: Finding) -> str:
    """Where else it is so, the reasons name one by one."""
    return one_line(finding.text).partition(FURTHER_PLACES)[0].rstrip()


def _candidate(change: Change) -> CommitLine:
    commit = next((commit for commit in change.commits if commit.id == change.head), None)
    return _commit(commit) if commit else CommitLine(visible(short_commit(change.head)), "", "")


def _commit(commit: Commit) -> CommitLine:
    subject = one_line(commit.subject)
    is_said = subject.lower().startswith("merge")
    subject = capped(subject if is_said or not commit.is_merge else f"Merge: {subject}", 100)
    return CommitLine(visible(short_commit(commit.id)), subject or "(no message)", capped(one_line(commit.author), 80))
