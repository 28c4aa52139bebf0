"""The courses that an execution may take: each brings about calls that no other does."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from local.account.approver import Verdict


class Situation(StrEnum):
    SMOOTH = "all goes well"
    LOST = "no event and no record of the stream arrives, and only the reconciler sees it"
    UNANSWERED = "SES takes the mail, and nobody hears that it did"
    EXCHANGED = "an artifact is exchanged while the approval waits"
    PUSHED = "the commit is pushed to one more branch"


@dataclass(frozen=True, slots=True)
class Course:
    situation: Situation = Situation.SMOOTH
    is_large: bool = False  # the change is one that goes to S3
    is_rejected: bool = False

    @property
    def verdict(self) -> Verdict:
        return Verdict.REJECTED if self.is_rejected else Verdict.APPROVED

    def counts(self, step: str) -> bool:
        """Some steps have nothing of this one execution to do, but in one situation."""
        return _ONLY.get(step, self.situation) is self.situation


PLAIN = Course()
_ONLY = {"record_delivery": Situation.UNANSWERED, "record_push": Situation.PUSHED, "reconcile": Situation.LOST}


def courses() -> Iterator[Course]:
    """The plainest first."""
    yield PLAIN
    yield Course(is_rejected=True)
    yield Course(is_large=True)
    for situation in (Situation.LOST, Situation.UNANSWERED):
        yield Course(situation)
        yield Course(situation, is_large=True)
    yield Course(Situation.EXCHANGED)
    yield Course(Situation.PUSHED)
