"""An approval waits and its review does not come: the facts alone are its review, and say so."""

from dataclasses import dataclass

from lambdas.reconcile.places import Place, places_with
from lambdas.reconcile.turns import Turns
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

    def write(self, pipelines: tuple[str, ...], turns: Turns, *, now: str) -> int:
        """How many reviews were written because theirs was overdue."""
        waiting = places_with(self.reviews, (Status.CHANGE_CAPTURED, Status.AWAITING_APPROVAL), pipelines)

        def write_one(place: Place) -> bool:
            record = self.reviews.read(place.execution_id)
            if not is_overdue(record, now=now):
                return False
            turns.save()  # a huge change may take what is left of this run: the next one goes on behind it
            return self._write_one(place)

        return turns.each("overdue", waiting, write_one, leaving=0.3, key=lambda place: place.key)

    def _write_one(self, place: Place) -> bool:
        main, policies = self.reviews.read_main(place.execution_id), read_settings(place.pipeline_name).policies
        review = facts_alone(main, self.changes, reason=_LATE, policies=policies)
        return self.reviews.save_review(place.execution_id, review, of=main.get("diff_sha256"), is_overdue=True)


def is_overdue(record: Record, *, now: str) -> bool:
    """An approver is kept waiting by a review."""
    approval = record.waiting_approval
    if approval is None or record.has_review:
        return False
    return now >= later(approval["started_at"], minutes=_OVERDUE_MINUTES)
