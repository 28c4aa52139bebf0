"""The cases: one fault each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from local.trial.faults import FaultKind
from trials.faults.operations import Call

RECONCILE, RECORD_DELIVERY = "reconcile", "record_delivery"
LOST_ANSWER = ("request_approval", "sesv2:SendEmail", FaultKind.CUT_AFTER)
# So often that the SDK, which tries again by itself, gives up, and the function has to be tried again.
_TIMES = {FaultKind.THROTTLED: 12, FaultKind.SERVER_ERROR: 12}
_LATER = (FaultKind.DENIED, FaultKind.CUT_AFTER, FaultKind.KILLED_BEFORE, FaultKind.KILLED_AFTER)
_OF_ALL_RECORDS = ("ssm:GetParametersByPath",)  # asked for once in a run, not for one execution


@dataclass(frozen=True, slots=True)
class Case:
    call: Call
    kind: FaultKind
    is_large: bool = False  # the change is one that goes to S3
    passing: int = 0  # so many calls pass before it

    def __str__(self) -> str:
        ordinal = f" #{self.passing + 1}" if self.passing else ""
        return f"{self.call}{ordinal}: {self.kind}"

    @property
    def is_lost(self) -> bool:
        """The reconciler has something to do only where nothing else has done it."""
        return self.call.step == RECONCILE

    def faults(self, *, pipeline_name: str, execution_id: str) -> Iterator[Mapping[str, object]]:
        """What SES tells of a mail is only news where its answer was lost, so there that is lost, too."""
        yield self.fault(pipeline_name=pipeline_name, execution_id=execution_id)
        if self.call.step == RECORD_DELIVERY:
            yield lost_answer(execution_id)

    def fault(self, *, pipeline_name: str, execution_id: str) -> Mapping[str, object]:
        markers = (execution_id, pipeline_name) if self.is_lost else (execution_id,)
        return {
            "id": f"{self}/{execution_id}",
            "step": self.call.step,
            "operation": self.call.operation,
            "kind": self.kind,
            "markers": () if self.call.operation in _OF_ALL_RECORDS else markers,
            "passing": self.passing,
            "times": _TIMES.get(self.kind, 1),
        }


def lost_answer(execution_id: str) -> Mapping[str, object]:
    """SES takes the mail, and nobody hears that it did."""
    step, operation, kind = LOST_ANSWER
    return Case(Call(step, operation), kind).fault(pipeline_name="", execution_id=execution_id)


@dataclass(frozen=True, slots=True)
class Seen:
    """How often each call was made for one execution without faults."""

    small: Mapping[Call, int]
    large: Mapping[Call, int]  # the same, for a change that goes to S3

    @property
    def calls(self) -> set[Call]:
        return {*self.small, *self.large}


def cases(seen: Seen, *, wanted: Iterable[str] = ()) -> list[Case]:
    """
    Each kind of fault for each call; for what is written more than once, the nastiest for each time.

    Args:
        seen: what the functions do.
        wanted: words of which one is to be in the case's name; none: all cases.
    """
    words = tuple(wanted)
    every = [case for call in sorted(seen.calls) for case in _of_call(call, seen)]
    return [case for case in every if not words or any(word in str(case) for word in words)]


def _of_call(call: Call, seen: Seen) -> Iterator[Case]:
    is_large = call not in seen.small
    times = (seen.large if is_large else seen.small)[call]
    for kind in FaultKind:
        yield Case(call, kind, is_large)
    if call.operation == "dynamodb:TransactWriteItems":
        for number in range(1, times):
            for kind in _LATER:
                yield replace(Case(call, kind, is_large), passing=number)
