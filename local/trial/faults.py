"""What can go wrong between a function and AWS, and which call it befalls."""

import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class FaultKind(StrEnum):
    THROTTLED = "throttled"
    SERVER_ERROR = "500"
    TIMEOUT_BEFORE = "time-out before the effect"
    TIMEOUT_AFTER = "time-out after the effect"
    DENIED = "access denied once"
    CUT_BEFORE = "connection cut before the effect"
    CUT_AFTER = "connection cut after the effect"
    KILLED_BEFORE = "function killed before the effect"
    KILLED_AFTER = "function killed after the effect"


@dataclass(frozen=True, slots=True)
class Fault:
    """Befalls one call: the first that fits."""

    id: str
    step: str  # the function's, as POWERTOOLS_SERVICE_NAME has it
    operation: str  # dynamodb:Query
    kind: FaultKind
    markers: tuple[str, ...] = ()  # of which one is in the function's event or in the request; none: any call fits
    passing: int = 0  # calls that fit and pass before it
    times: int = 1  # so often; botocore repeats some calls by itself


@dataclass(frozen=True, slots=True)
class Call:
    """A function called an operation of AWS."""

    step: str
    operation: str


@dataclass(slots=True)
class Faults:
    _pending: dict[str, Fault] = field(default_factory=dict)
    _met: dict[str, int] = field(default_factory=dict)  # how many calls fitted
    _befell: dict[str, int] = field(default_factory=dict)
    _calls: Counter[Call] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, data: Mapping[str, Any]) -> None:
        fault = Fault(**{**data, "kind": FaultKind(data["kind"]), "markers": tuple(data.get("markers", ()))})
        with self._lock:
            self._pending[fault.id] = fault

    def clear(self) -> None:
        """Forget the calls, and all faults."""
        with self._lock:
            self._pending.clear()
            self._met.clear()
            self._befell.clear()
            self._calls.clear()

    def take(self, call: Call, text: str) -> Fault | None:
        """The fault that befalls this call; it is remembered that there was the call."""
        with self._lock:
            self._calls[call] += 1
            for fault in self._pending.values():
                is_call = (fault.step, fault.operation) == (call.step, call.operation)
                if is_call and (not fault.markers or any(marker in text for marker in fault.markers)):
                    return self._befall(fault)
            return None

    def to_data(self) -> dict[str, Any]:
        """How often each call was seen, how often one fitted each fault, and how often each fault befell one."""
        with self._lock:
            calls = sorted(self._calls.items(), key=lambda counted: (counted[0].step, counted[0].operation))
            return {
                "calls": [{**asdict(call), "times": times} for call, times in calls],
                "met": dict(self._met),
                "befell": dict(self._befell),
            }

    def _befall(self, fault: Fault) -> Fault | None:
        met = self._met[fault.id] = self._met.get(fault.id, 0) + 1
        if met <= fault.passing:
            return None
        self._befell[fault.id] = met - fault.passing
        if self._befell[fault.id] == fault.times:
            del self._pending[fault.id]
        return fault
