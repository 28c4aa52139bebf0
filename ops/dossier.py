"""One execution with all that belongs to it, for whoever looks at it later."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lambdas.shared.domain.change import named_base
from lambdas.shared.domain.codec import ShapeError, to_data
from lambdas.shared.domain.record import Attributes, Record
from lambdas.shared.domain.review import Review, TamperedReviewError
from ops.documents import GoneError
from ops.verification import Anchors, Documents, Verdict, verify


@dataclass(frozen=True, slots=True)
class Dossier:
    record: Record
    review: Review | None  # None: there is none that could be shown; the verdict says why
    verdict: Verdict

    @property
    def main(self) -> Attributes:
        return self.record.main

    @property
    def base(self) -> str | None:
        """The commit that the change was compared with, for people."""
        base = self.main.get("base_commit_id")
        return named_base(str(base), str(self.main.get("baseline_reason"))) if base else None

    @property
    def approvals(self) -> list[Attributes]:
        """The oldest first."""
        return sorted(self.record.approvals.values(), key=lambda each: str(each.get("started_at", "")))

    def to_data(self) -> dict[str, Any]:
        return {
            "execution_id": self.record.execution_id,
            "record": _readable(self.main),
            "approvals": [_readable(each) for each in self.approvals],
            "trail": [to_data(entry) for entry in self.record.trail],
            "review": self.review.to_data() if self.review else None,
            "verification": to_data(self.verdict),
        }


def dossier_of(record: Record, documents: Documents, anchors: Anchors) -> Dossier:
    """Read what is kept beside the record, and verify it all."""
    try:
        review = documents.review(record.main) if "review_digest" in record.main else None
    except (TamperedReviewError, ShapeError, GoneError, KeyError):
        review = None
    return Dossier(record, review, verify(record.execution_id, lambda _: record, documents, anchors))


def _readable(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is packed."""
    return {name: value for name, value in sorted(attributes.items()) if not isinstance(value, bytes)}
