"""The cases: one fault each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice

from local.trial.faults import FaultKind
from trials.faults.courses import PLAIN, Course, Situation
from trials.faults.operations import REMEMBERED, Call
from trials.workflow import Started

# Names commits, which executions share: a fault befalls whichever brief is written next. It is tried twice, no more,
# and so must be the fault, or it would take the calls that others are waiting for.
_WHO_PUSHED, _ATTEMPTS = Call("reconcile", "dynamodb:BatchGetItem"), 2
LOST_ANSWER = ("request_approval", "sesv2:SendEmail", FaultKind.CUT_AFTER)
# So often that the SDK, which tries again by itself, gives up, and the function has to be tried again.
_TIMES = {FaultKind.THROTTLED: 12, FaultKind.SERVER_ERROR: 12}
_LATER = (FaultKind.DENIED, FaultKind.CUT_AFTER, FaultKind.KILLED_BEFORE, FaultKind.KILLED_AFTER)
_OF_ALL_RECORDS = ("ssm:GetParametersByPath", "s3:ListObjectsV2")  # asked for once in a run, not for one execution
REPEATED = "dynamodb:TransactWriteItems"
_REJECTED = 3  # every so manieth, where that brings about the call, too

Seen = Mapping[Course, Mapping[Call, int]]
"""How often each call was made in an execution without faults, by the course it took; the plainest course first."""


@dataclass(frozen=True, slots=True)
class Case:
    call: Call
    kind: FaultKind
    course: Course = PLAIN
    passing: int = 0  # so many calls pass before it

    def __str__(self) -> str:
        ordinal = f" #{self.passing + 1}" if self.passing else ""
        return f"{self.call}{ordinal}: {self.kind}"

    @property
    def is_cold(self) -> bool:
        """A function that has run before would remember the answer, and not ask."""
        return self.call.operation in REMEMBERED

    def id_on(self, started: Started) -> str:
        return f"{self}/{started.pipeline_name}"

    def faults(self, started: Started) -> Iterator[Mapping[str, object]]:
        yield self.fault(started)
        if self.course.situation is Situation.UNANSWERED:
            yield lost_answer(started)

    def fault(self, started: Started) -> Mapping[str, object]:
        times = _TIMES.get(self.kind, 1)
        return {
            "id": self.id_on(started),
            "step": self.call.step,
            "operation": self.call.operation,
            "kind": self.kind,
            "markers": self._markers(started),
            "passing": self.passing,
            "times": min(times, _ATTEMPTS) if self.call == _WHO_PUSHED else times,
        }

    def _markers(self, started: Started) -> tuple[str, ...]:
        if self.call.operation in _OF_ALL_RECORDS or self.call == _WHO_PUSHED:
            return ()
        match self.course.situation:
            case Situation.LOST:
                return (started.execution_id, started.pipeline_name)
            case Situation.PUSHED:
                return (started.execution_id, started.commit_id)
        return (started.execution_id,)


def lost_answer(started: Started) -> Mapping[str, object]:
    """SES takes the mail, and nobody hears that it did."""
    step, operation, kind = LOST_ANSWER
    return Case(Call(step, operation), kind).fault(started)


def cases(seen: Seen, *, wanted: Iterable[str] = ()) -> list[Case]:
    """
    Each kind of fault for each call; for what is written more than once, the nastiest for each time.

    In an order in which those stand side by side that may share a batch: a time-out makes others wait.

    Args:
        seen: what the functions do.
        wanted: words of which one is to be in the case's name; none: all cases.
    """
    words = tuple(wanted)
    calls = sorted({call for counts in seen.values() for call in counts})
    every = [
        case for call in calls for case in _of_call(call, [course for course in seen if call in seen[course]], seen)
    ]
    kinds = list(FaultKind)
    every.sort(key=lambda case: (case.is_cold, kinds.index(case.kind), case.call, case.passing))
    return [case for case in every if not words or any(word in str(case) for word in words)]


def batches(every: Iterable[Case], *, at_once: int) -> Iterator[list[Case]]:
    """Those side by side that may be tried at once: all of a batch are cold, or none."""
    for _, alike in groupby(every, key=lambda case: case.is_cold):
        left = iter(alike)
        while batch := list(islice(left, at_once)):
            yield batch


def _of_call(call: Call, leading: list[Course], seen: Seen) -> Iterator[Case]:
    course = leading[0]
    rejected = next((each for each in leading if each.is_rejected), course)
    for number, kind in enumerate(FaultKind, start=1):
        yield Case(call, kind, course if number % _REJECTED else rejected)
    if call.operation == REPEATED:
        for number in range(1, seen[course][call]):
            for kind in _LATER:
                yield Case(call, kind, course, passing=number)
