"""Everything that is said about one place of the change, in one shape: reasons, findings, scan results, redactions."""

from dataclasses import dataclass

from lambdas.shared.brief.caps import Caps
from lambdas.shared.brief.hostile_text import capped, capped_path, one_line
from lambdas.shared.brief.words import place, sentence
from lambdas.shared.domain.change import Redaction
from lambdas.shared.domain.review import Finding, Level, RiskReason, ScanFinding, UnreadFile


@dataclass(frozen=True, slots=True)
class Point:
    text: str
    path: str  # as git knows it, to find it in the diff
    shown_path: str
    line: int | None
    line_end: int | None = None
    is_removed: bool = False  # the line stands in the old file
    title: str = ""  # of a finding; the text of the others says it all
    level: Level | None = None
    source: str = ""  # the rule, the scanner, or "model"
    quote: str = ""

    @property
    def place(self) -> str:
        return place(self.shown_path, self.line, self.line_end, is_removed=self.is_removed)

    @property
    def is_of_one_line(self) -> bool:
        return self.line is not None and (self.line_end or self.line) <= self.line

    @property
    def rank(self) -> int:
        return 0 if self.level is None else self.level.rank


def point_of_reason(reason: RiskReason, caps: Caps) -> Point:
    return Point(
        text=sentence(capped(one_line(reason.text), caps.text)),
        path=reason.path,
        shown_path=capped_path(reason.path, caps.path),
        line=reason.line,
        is_removed=reason.is_removed,
        level=reason.level,
        source=capped(one_line(reason.rule), 60),
    )


def point_of_finding(finding: Finding, caps: Caps) -> Point:
    return Point(
        text=sentence(capped(one_line(finding.text), caps.text)),
        path=finding.path,
        shown_path=capped_path(finding.path, caps.path),
        line=finding.line_start,
        line_end=finding.line_end,
        title=capped(one_line(finding.title), 140),
        level=finding.severity,
        quote=capped(one_line(finding.quote), caps.quote),
    )


def point_of_scan(scan: ScanFinding, caps: Caps) -> Point:
    return Point(
        text=sentence(capped(one_line(scan.message), caps.text)),
        path=scan.path,
        shown_path=capped_path(scan.path, caps.path),
        line=scan.line or None,
        level=scan.severity,
        source=capped(one_line(f"{scan.tool} {scan.rule}"), 80),
    )


def point_of_redaction(redaction: Redaction, caps: Caps) -> Point:
    """Its weight is the business of a rule; the fact itself has none."""
    return Point(
        text=sentence(f"A credential was taken out: {capped(one_line(redaction.kind), 60)}"),
        path=redaction.path,
        shown_path=capped_path(redaction.path, caps.path),
        line=redaction.line,
        is_removed=redaction.is_removed,
    )


def point_of_unread(file: UnreadFile, caps: Caps) -> Point:
    return Point(
        text=sentence(capped(one_line(file.reason), 200)),
        path=file.path,
        shown_path=capped_path(file.path, caps.path),
        line=None,
    )
