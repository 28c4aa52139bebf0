"""The sweeps, in the order in which each builds on the one before."""

from dataclasses import dataclass

from lambdas.reconcile.executions import correct_records
from lambdas.reconcile.isolation import each
from lambdas.reconcile.overdue import OverdueReviews
from lambdas.reconcile.unread import unread
from lambdas.shared.aws.brief_sender import BriefSender
from lambdas.shared.aws.observer import Observer
from lambdas.shared.aws.pipelines_under_review import pipelines_under_review
from lambdas.shared.domain.status import Status


@dataclass(frozen=True, slots=True)
class Tally:
    """What one run put right and what it could not; all zero is a good day."""

    corrected_records: int
    overdue_reviews: int
    sent_briefs: int
    sent_notices: int
    unheard_approvals: int  # nobody is known to have been told of them, after all sweeps
    failures: int


@dataclass(frozen=True, slots=True)
class Reconciler:
    sender: BriefSender

    def run(self) -> tuple[Tally, list[Exception]]:
        """Put right what no event brought; the errors are of the records that could not be."""
        errors: list[Exception] = []
        now, reviews, writer = self.sender.now(), self.sender.reviews, self.sender.writer
        pipelines = pipelines_under_review()
        corrected = correct_records(Observer(reviews, writer.pipelines), pipelines, now=now, errors=errors)
        overdue = OverdueReviews(reviews, writer.changes).write(now=now, errors=errors)
        sent = each(self._open(), self._sends, errors=errors)
        noticed = each(unread(reviews, pipelines, now=now), self._sends, errors=errors)
        unheard = each(self._open(), self.sender.is_unheard, errors=errors)
        return Tally(corrected, overdue, sent, noticed, unheard, len(errors)), errors

    def _sends(self, execution_id: str) -> bool:
        return self.sender.send_due(execution_id) is not None

    def _open(self) -> list[str]:
        """Executions that may have an approval waiting."""
        statuses = (Status.CHANGE_CAPTURED, Status.REVIEWED, Status.AWAITING_APPROVAL)
        return [str(row["execution_id"]) for status in statuses for row in self.sender.reviews.with_status(status)]
