"""What the mail and the report say, as values: chosen, ordered, counted and capped, but not yet laid out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from lambdas.shared.brief.brief import Brief
from lambdas.shared.brief.caps import Caps
from lambdas.shared.brief.file_list import FileGroup, file_groups
from lambdas.shared.brief.hostile_text import capped, capped_path, one_line, visible
from lambdas.shared.brief.points import (
    Point,
    point_of_finding,
    point_of_reason,
    point_of_redaction,
    point_of_scan,
)
from lambdas.shared.domain.change import Change, Commit
from lambdas.shared.domain.review import Finding, RiskReason, ScanFinding, UnreadFile

S = TypeVar("S")
T = TypeVar("T")
F = TypeVar("F", Finding, ScanFinding)


@dataclass(frozen=True, slots=True)
class Shown(Generic[T]):
    """The part of a list that is shown, and the number of those that are not."""

    items: tuple[T, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class CommitLine:
    id: str
    subject: str
    author: str


@dataclass(frozen=True, slots=True)
class View:
    headline: str
    paragraphs: Shown[str]
    consequences: Shown[str]
    questions: Shown[str]
    reasons: Shown[Point]
    findings: Shown[Point]
    scans: Shown[Point]
    redactions: Shown[Point]
    unread: Shown[Point]
    files: tuple[FileGroup, ...]
    commits: Shown[CommitLine]
    lost_commits: Shown[CommitLine]
    notes: Shown[str]
    candidate: CommitLine
    pushed_by: str


def view_of(brief: Brief, caps: Caps) -> View:
    review, summary, change = brief.review, brief.review.summary, brief.review.change
    scans = (review.evidence and review.evidence.scans) or ()
    return View(
        headline=capped(one_line(summary.headline).replace("`", ""), 160),
        paragraphs=_texts(summary.paragraphs, caps),
        consequences=_texts(summary.consequences, caps),
        questions=_texts(summary.questions, caps),
        reasons=_shown(_gravest_first(review.risk.reasons), caps.reasons, lambda one: point_of_reason(one, caps)),
        findings=_shown(_severest_first(review.findings), caps.findings, lambda one: point_of_finding(one, caps)),
        scans=_shown(_severest_first(scans), caps.scans, lambda one: point_of_scan(one, caps)),
        redactions=_shown(review.redactions, caps.redactions, lambda one: point_of_redaction(one, caps)),
        unread=_shown(review.coverage.files_not_read, caps.unread, lambda one: _unread(one, caps)),
        files=file_groups(change.files, caps),
        commits=_shown(change.commits, caps.commits, _commit),
        lost_commits=_shown(change.lost_commits, caps.commits, _commit),
        notes=_texts(review.notes, caps),
        candidate=_candidate(change),
        pushed_by=capped(one_line(brief.pushed_by), 80) or "an unknown author",
    )


def _shown(items: Sequence[S], number: int, make: Callable[[S], T]) -> Shown[T]:
    return Shown(tuple(make(item) for item in items[:number]), max(0, len(items) - number))


def _texts(texts: Sequence[str], caps: Caps) -> Shown[str]:
    return _shown(texts, caps.paragraphs, lambda text: capped(one_line(text), caps.text))


def _gravest_first(reasons: Sequence[RiskReason]) -> Sequence[RiskReason]:
    return sorted(reasons, key=lambda reason: -reason.level.rank)


def _severest_first(found: Sequence[F]) -> Sequence[F]:
    return sorted(found, key=lambda one: -one.severity.rank)


def _unread(file: UnreadFile, caps: Caps) -> Point:
    return Point(capped(one_line(file.reason), 200), file.path, capped_path(file.path, caps.path), None)


def _candidate(change: Change) -> CommitLine:
    commit = next((commit for commit in change.commits if commit.id == change.head), None)
    return _commit(commit) if commit else CommitLine(visible(change.head[:8]), "", "")


def _commit(commit: Commit) -> CommitLine:
    subject = capped(("Merge: " if commit.is_merge else "") + one_line(commit.subject), 100)
    return CommitLine(visible(commit.id[:8]), subject or "(no message)", capped(one_line(commit.author), 80))
