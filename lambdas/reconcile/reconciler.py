"""The sweeps, in the order in which each builds on the one before."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lambdas.reconcile.decided import lately_decided
from lambdas.reconcile.executions import correct_records
from lambdas.reconcile.overdue import OverdueReviews
from lambdas.reconcile.places import Place, places_with
from lambdas.reconcile.turns import Turns
from lambdas.reconcile.unread import unread
from lambdas.reconcile.waiting import measure_waiting
from lambdas.shared.aws.brief_sender import BriefSender
from lambdas.shared.aws.observer import Observer
from lambdas.shared.aws.pipelines_under_review import pipelines_under_review
from lambdas.shared.domain.status import Status

_WAITING = (Status.CHANGE_CAPTURED, Status.REVIEWED, Status.AWAITING_APPROVAL)  # with an approval that may wait


@dataclass(frozen=True, slots=True)
class Tally:
    """What one run put right and what it could not; all zero is a good day."""

    corrected_records: int
    overdue_reviews: int
    sent_briefs: int
    sent_notices: int
    unheard_approvals: int  # nobody is known to have been told of them, after all sweeps
    failures: int
    told_authors: int  # executions whose authors had not heard of the decision
    unreached: int  # left to the next run, for want of time


@dataclass(frozen=True, slots=True)
class Reconciler:
    sender: BriefSender

    def run(self, turns: Turns | None = None) -> tuple[Tally, list[Exception]]:
        """Put right what no event brought; the errors are of the records that could not be."""
        turns = turns or Turns()
        now, reviews, writer = self.sender.now(), self.sender.reviews, self.sender.writer
        pipelines = pipelines_under_review()
        corrected = correct_records(Observer(reviews, writer.pipelines), pipelines, turns, now=now)
        overdue = OverdueReviews(reviews, writer.changes).write(pipelines, turns, now=now)
        sent = self._each("briefs", places_with(reviews, _WAITING, pipelines), self._sends, turns, leaving=0.15)
        noticed = self._each("notices", unread(reviews, pipelines, now=now), self._sends, turns, leaving=0.1)
        decided = lately_decided(reviews, filter(self.sender.tells_authors, pipelines))
        told = self._each("authors", decided, self._sends, turns, leaving=0.08)
        waiting = places_with(reviews, _WAITING, pipelines)
        unheard = self._each("unheard", waiting, self.sender.is_unheard, turns, leaving=0.03)
        measure_waiting(reviews, pipelines, now=now)
        turns.save()
        failures = len(turns.errors)
        return Tally(corrected, overdue, sent, noticed, unheard, failures, told, turns.unreached), turns.errors

    def _each(
        self, sweep: str, places: Iterable[Place], act: Callable[[str], bool], turns: Turns, *, leaving: float
    ) -> int:
        return turns.each(
            sweep, places, lambda place: act(place.execution_id), leaving=leaving, key=lambda place: place.key
        )

    def _sends(self, execution_id: str) -> bool:
        return self.sender.send_due(execution_id) is not None
