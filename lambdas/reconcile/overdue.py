"""An approval waits and its review does not come: the facts alone are its review, and say so."""

from dataclasses import dataclass

from lambdas.reconcile.isolation import each
from lambdas.shared.aws.change_store import ChangeStore
from lambdas.shared.aws.facts_alone import facts_alone
from lambdas.shared.aws.pipeline_settings import read_settings
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.domain.record import Record
from lambdas.shared.domain.status import Status
from lambdas.shared.domain.times import later

_OVERDUE_MINUTES = 10  # after the approval opened; the analysis began when the build did
_LATE = "The review by the language model was not ready in time: these are the facts alone."


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
        if not is_overdue(record, now=now):
            return False
        review = facts_alone(
            self.reviews.read_main(execution_id),
            self.changes,
            reason=_LATE,
            policies=read_settings(record.pipeline_name).policies,
        )
        return self.reviews.save_review(execution_id, review, is_overdue=True)


def is_overdue(record: Record, *, now: str) -> bool:
    """An approver is kept waiting by a review."""
    approval = record.waiting_approval
    if approval is None or record.has_review:
        return False
    return now >= later(approval["started_at"], minutes=_OVERDUE_MINUTES)
