"""When models were asked for a review, and when they had answered: what of a review's time is theirs."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class ModelCalls:
    _spans: dict[str, tuple[float, float]] = field(default_factory=dict)  # of an execution: seconds since the epoch
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, execution_ids: Iterable[str], *, started_at: float, ended_at: float) -> None:
        with self._lock:
            for execution_id in execution_ids:
                first, _ = self._spans.get(execution_id, (started_at, ended_at))
                self._spans[execution_id] = (first, ended_at)

    def asked_for(self, execution_id: str) -> dict[str, Any]:
        """From the first call to the end of the last, with the pauses between them; no numbers: none was asked."""
        with self._lock:
            span = self._spans.get(execution_id)
        return {"started_at": span[0], "ended_at": span[1]} if span else {}
