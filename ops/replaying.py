"""What failed, brought to its function again. All functions may be run twice on the same event: so may this."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from lambdas.shared.domain.record import Record
from ops.aws.functions import FunctionFailedError
from ops.failed_events import FailedEvent, Kind, without_outdated


class Result(StrEnum):
    REPLAYED = "replayed"
    OUTDATED = "not needed any more"  # every change in it was captured anew since
    FAILED_AGAIN = "failed again"
    NOT_OURS = "not for a function of this installation"


class Functions(Protocol):
    @property
    def names(self) -> Collection[str]: ...

    def invoke(self, name: str, payload: Mapping[str, Any]) -> None: ...


@dataclass(frozen=True, slots=True)
class Replayed:
    event: FailedEvent
    result: Result
    error: str = ""

    @property
    def is_done(self) -> bool:
        return self.result in {Result.REPLAYED, Result.OUTDATED}


@dataclass(frozen=True, slots=True)
class Replayer:
    functions: Functions
    read: Callable[[str], Record]

    def replay(self, event: FailedEvent) -> Replayed:
        name = _name(event.function_arn)
        if name not in self.functions.names:
            return Replayed(event, Result.NOT_OURS)
        records = {id_: self.read(id_) for id_ in event.execution_ids}
        current = without_outdated(event, records)
        if event.kind is Kind.STREAM and not current.payload["Records"]:
            return Replayed(event, Result.OUTDATED)
        try:
            self.functions.invoke(name, current.payload)
        except FunctionFailedError as error:
            return Replayed(event, Result.FAILED_AGAIN, str(error))
        return Replayed(event, Result.REPLAYED)


def _name(arn: str) -> str:
    """Of `arn:aws:lambda:eu-west-1:111122223333:function:NAME:$LATEST`."""
    parts = arn.split(":")
    return parts[6] if len(parts) > 6 and parts[5] == "function" else ""
