"""When each step of an execution began and ended, to the millisecond; also a file, so that it outlives the server."""

import json
import threading
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path


class StepKind(StrEnum):
    ACTION = "action"  # of the pipeline; the step is its name
    FUNCTION = "function"  # an invocation; the step is what the function calls itself
    MAIL = "mail"
    EXECUTION = "execution"  # the pipeline execution as a whole


@dataclass(frozen=True, slots=True)
class Step:
    execution_id: str
    kind: StepKind
    step: str
    start_ms: int
    end_ms: int
    status: str


@dataclass(slots=True)
class Timeline:
    path: Path
    _steps: list[Step] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, step: Step) -> None:
        with self._lock:
            self._steps.append(step)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(step)) + "\n")

    def of(self, execution_id: str) -> list[Step]:
        with self._lock:
            mine = [step for step in self._steps if step.execution_id == execution_id]
        return sorted(mine, key=lambda step: (step.start_ms, step.end_ms))
