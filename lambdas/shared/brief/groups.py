"""What is said in many places, said once: points of one kind under the first of them."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from lambdas.shared.brief.caps import Caps
from lambdas.shared.brief.points import (
    Point,
    point_of_finding,
    point_of_reason,
    point_of_redaction,
    point_of_scan,
    point_of_unread,
)
from lambdas.shared.brief.shown import Shown
from lambdas.shared.domain.change import Redaction
from lambdas.shared.domain.review import Finding, RiskReason, ScanFinding, UnreadFile

T = TypeVar("T")
_MODEL = "model"  # the rule of a reason that is none of the rules


@dataclass(frozen=True, slots=True)
class PointGroup:
    first: Point
    others: tuple[Point, ...]  # the same, or the like, said of other places
    left_out: int  # and of how many more
    is_same: bool = True  # in the same words

    @property
    def is_of_model(self) -> bool:
        return self.first.source == _MODEL

    @property
    def places(self) -> frozenset[Hashable]:
        return frozenset((point.path, point.line, point.is_removed) for point in (self.first, *self.others))


def group_reasons(reasons: Sequence[RiskReason], caps: Caps) -> Shown[PointGroup]:
    """One group for each rule, gravest first; what a model says is a reason of its own each time."""
    gravest_first = sorted(reasons, key=lambda reason: -reason.level.rank)
    return _grouped(gravest_first, caps, caps.reasons, kind_of_reason, point_of_reason)


def kind_of_reason(reason: RiskReason) -> Hashable:
    return reason.level, reason.rule, reason.text if reason.rule == _MODEL else ""


def without_echoes(groups: Sequence[PointGroup], *, most: int) -> tuple[PointGroup, ...]:
    """
    Without what the model says of lines of which a rule's reason, one of the first `most`, tells already.

    Never the other way round: a model can be talked into a harmless word about a line that a rule warns of.
    """
    told = {place for group in groups[:most] if not group.is_of_model for place in group.places}
    return tuple(group for group in groups if not (group.is_of_model and group.places <= told))


def group_findings(findings: Sequence[Finding], caps: Caps) -> Shown[PointGroup]:
    severest_first = sorted(findings, key=lambda finding: -finding.severity.rank)
    return _grouped(
        severest_first, caps, caps.findings, lambda finding: (finding.severity, finding.title), point_of_finding
    )


def group_scans(scans: Sequence[ScanFinding], caps: Caps) -> Shown[PointGroup]:
    severest_first = sorted(scans, key=lambda scan: -scan.severity.rank)
    return _grouped(severest_first, caps, caps.scans, lambda scan: (scan.severity, scan.tool, scan.rule), point_of_scan)


def group_redactions(redactions: Sequence[Redaction], caps: Caps) -> Shown[PointGroup]:
    return _grouped(redactions, caps, caps.redactions, lambda redaction: redaction.kind, point_of_redaction)


def group_unread(files: Sequence[UnreadFile], caps: Caps) -> Shown[PointGroup]:
    return _grouped(files, caps, caps.unread, lambda file: file.reason, point_of_unread)


def _grouped(
    items: Sequence[T], caps: Caps, number: int, kind: Callable[[T], Hashable], make: Callable[[T, Caps], Point]
) -> Shown[PointGroup]:
    by_kind: dict[Hashable, list[T]] = {}
    for item in items:
        by_kind.setdefault(kind(item), []).append(item)
    groups = tuple(_group(alike, caps, make) for alike in islice(by_kind.values(), number))
    return Shown(groups, sum(map(len, islice(by_kind.values(), number, None))))


def _group(alike: Sequence[T], caps: Caps, make: Callable[[T, Caps], Point]) -> PointGroup:
    first, *others = (make(item, caps) for item in alike[: caps.places])
    is_same = all(make(item, caps).text == first.text for item in islice(alike, 1, None))
    return PointGroup(first, tuple(others), max(0, len(alike) - caps.places), is_same)
