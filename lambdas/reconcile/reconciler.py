"""The sweeps, in the order in which each builds on the one before."""

from dataclasses import dataclass

from lambdas.reconcile.executions import correct_records
from lambdas.reconcile.isolation import each
from lambdas.reconcile.overdue import OverdueReviews
from lambdas.shared.aws.brief_sender import BriefSender
from lambdas.shared.aws.observer import Observer
from lambdas.shared.aws.pipelines_under_review import pipelines_under_review
from lambdas.shared.domain.status import Status


@dataclass(frozen=True, slots=True)
class Tally:
    """What one run put right; all zero is a good day."""

    corrected_records: int
    overdue_reviews: int
    sent_briefs: int


@dataclass(frozen=True, slots=True)
class Reconciler:
    sender: BriefSender

    def run(self) -> Tally:
        """
        Put right what no event brought.

        Raises:
            ExceptionGroup: some records could not be put right; all the others have been.
        """
        errors: list[Exception] = []
        now, reviews, writer = self.sender.now(), self.sender.reviews, self.sender.writer
        observer = Observer(reviews, writer.pipelines)
        tally = Tally(
            corrected_records=correct_records(observer, pipelines_under_review(), now=now, errors=errors),
            overdue_reviews=OverdueReviews(reviews, writer.changes).write(now=now, errors=errors),
            sent_briefs=self._send_due(errors),
        )
        if errors:
            raise ExceptionGroup("records that could not be put right", errors)
        return tally

    def _send_due(self, errors: list[Exception]) -> int:
        """Mails that the stream did not bring, of which nobody knows what came of them, and reminders."""
        waiting = [
            str(row["execution_id"])
            for status in (Status.REVIEWED, Status.AWAITING_APPROVAL)
            for row in self.sender.reviews.with_status(status)
        ]
        return each(waiting, lambda execution_id: self.sender.send_due(execution_id) is not None, errors=errors)
