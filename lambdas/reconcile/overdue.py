"""An approval waits and its review does not come: the facts alone are its review, and say so."""

from dataclasses import dataclass

from lambdas.reconcile.isolation import each
from lambdas.shared.aws.change_store import ChangeStore, NoChangeError
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.domain.assessment import assess, review_without_model
from lambdas.shared.domain.change import BaselineReason, CapturedChange, Change
from lambdas.shared.domain.record import Attributes, Record
from lambdas.shared.domain.review import Review
from lambdas.shared.domain.status import Status
from lambdas.shared.domain.times import later

_OVERDUE_MINUTES = 10  # after the approval opened; the analysis began when the build did
_LATE = "The review by the language model was not ready in time: these are the facts alone."
_NOTHING_READ = "What would change could not be read, so nothing was reviewed."


@dataclass(frozen=True, slots=True)
class OverdueReviews:
    reviews: ReviewTable
    changes: ChangeStore

    def write(self, *, now: str, errors: list[Exception]) -> int:
        """How many reviews were written because theirs was overdue."""
        waiting = [
            str(row["execution_id"])
            for status in (Status.CHANGE_CAPTURED, Status.AWAITING_APPROVAL)
            for row in self.reviews.with_status(status)
        ]
        return each(waiting, lambda execution_id: self._write_one(execution_id, now=now), errors=errors)

    def _write_one(self, execution_id: str, *, now: str) -> bool:
        record = self.reviews.read(execution_id)
        return is_overdue(record, now=now) and self.reviews.save_review(
            execution_id, self._facts(execution_id), is_overdue=True
        )

    def _facts(self, execution_id: str) -> Review:
        main = self.reviews.read_main(execution_id)
        try:
            captured, diff = self.changes.read(main)
        except NoChangeError:
            return review_without_model(assess(_nothing(main), ""), reason=_NOTHING_READ)
        return review_without_model(assess(captured, diff), reason=_LATE)


def is_overdue(record: Record, *, now: str) -> bool:
    """An approver is kept waiting by a review."""
    approval = record.waiting_approval
    if approval is None or record.has_review:
        return False
    return now >= later(approval["started_at"], minutes=_OVERDUE_MINUTES)


def _nothing(main: Attributes) -> CapturedChange:
    """The change of an execution of which extraction saved none."""
    return CapturedChange(
        Change(
            base="",
            head=str(main.get("commit_id", "")),
            baseline_reason=BaselineReason.EMPTY_TREE,
            baseline_text=str(main.get("extraction_error", "The change was not extracted.")),
            commits=(),
            files=(),
        )
    )
