"""What the mail and the report say, as values: chosen, ordered, counted and capped, but not yet laid out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from lambdas.shared.brief.brief import Brief
from lambdas.shared.brief.caps import Caps
from lambdas.shared.brief.file_list import FileGroup, file_groups
from lambdas.shared.brief.hostile_text import capped, capped_path, one_line, visible
from lambdas.shared.brief.words import place
from lambdas.shared.domain.change import Change, Commit, Redaction
from lambdas.shared.domain.review import Finding, Level, RiskReason, ScanFinding

S = TypeVar("S")
T = TypeVar("T")
F = TypeVar("F", Finding, ScanFinding)


@dataclass(frozen=True, slots=True)
class Shown(Generic[T]):
    """The part of a list that is shown, and the number of those that are not."""

    items: tuple[T, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Point:
    """One thing said about one place."""

    title: str  # of a finding; "" for a reason, whose text says it all
    text: str
    level: Level
    source: str  # the rule, the scanner, or "model"
    path: str  # as git knows it, to find it in the diff
    line: int | None
    line_end: int | None = None
    quote: str = ""
    shown_path: str = ""

    @property
    def place(self) -> str:
        return place(self.shown_path, self.line, self.line_end)


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
    files: tuple[FileGroup, ...]
    commits: Shown[CommitLine]
    lost_commits: Shown[CommitLine]
    notes: Shown[str]
    candidate: CommitLine
    pushed_by: str


def view_of(brief: Brief, caps: Caps) -> View:
    review, summary = brief.review, brief.review.summary
    scans = (review.evidence and review.evidence.scans) or ()
    return View(
        headline=capped(one_line(summary.headline), 160),
        paragraphs=_texts(summary.paragraphs, caps),
        consequences=_texts(summary.consequences, caps),
        questions=_texts(summary.questions, caps),
        reasons=_shown(_gravest_first(review.risk.reasons), caps.reasons, lambda reason: _reason(reason, caps)),
        findings=_shown(_severest_first(review.findings), caps.findings, lambda finding: _finding(finding, caps)),
        scans=_shown(_severest_first(scans), caps.scans, lambda scan: _scan(scan, caps)),
        redactions=_shown(review.redactions, caps.redactions, lambda redaction: _redaction(redaction, caps)),
        files=file_groups(review.change.files, caps),
        commits=_shown(review.change.commits, caps.commits, _commit),
        lost_commits=_shown(review.change.lost_commits, caps.commits, _commit),
        notes=_texts(review.notes, caps),
        candidate=_candidate(review.change),
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


def _reason(reason: RiskReason, caps: Caps) -> Point:
    text = capped(one_line(reason.text), caps.text)
    return Point(
        "", text, reason.level, capped(reason.rule, 60), reason.path, reason.line, shown_path=_name(reason, caps)
    )


def _finding(finding: Finding, caps: Caps) -> Point:
    return Point(
        title=capped(one_line(finding.title), 140),
        text=capped(one_line(finding.text), caps.text),
        level=finding.severity,
        source="",
        path=finding.path,
        line=finding.line_start,
        line_end=finding.line_end,
        quote=capped(one_line(finding.quote), caps.quote),
        shown_path=_name(finding, caps),
    )


def _scan(scan: ScanFinding, caps: Caps) -> Point:
    source = capped(one_line(f"{scan.tool} {scan.rule}"), 80)
    text = capped(one_line(scan.message), caps.text)
    return Point("", text, scan.severity, source, scan.path, scan.line or None, shown_path=_name(scan, caps))


def _redaction(redaction: Redaction, caps: Caps) -> Point:
    where = "on a removed line" if redaction.is_removed else ""
    kind = capped(one_line(redaction.kind), 60)
    return Point("", kind, Level.HIGH, where, redaction.path, redaction.line, shown_path=_name(redaction, caps))


def _name(of: Finding | RiskReason | ScanFinding | Redaction, caps: Caps) -> str:
    return capped_path(of.path, caps.path)


def _candidate(change: Change) -> CommitLine:
    commit = next((commit for commit in change.commits if commit.id == change.head), None)
    return _commit(commit) if commit else CommitLine(visible(change.head[:8]), "", "")


def _commit(commit: Commit) -> CommitLine:
    subject = ("Merge: " if commit.is_merge else "") + one_line(commit.subject)
    return CommitLine(
        visible(commit.id[:8]), capped(subject, 100) or "(no message)", capped(one_line(commit.author), 80)
    )
