"""Which executions have ended, read from the cloud's timeline as it grows: no question that the cloud has to answer."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from local.timeline import StepKind


@dataclass(slots=True)
class Ends:
    path: Path
    _read: int = 0  # bytes
    _of: set[str] = field(default_factory=set)

    def __contains__(self, execution_id: str) -> bool:
        return execution_id in self._of

    def read(self) -> None:
        """What came since the last time; a line that is being written is left for the next."""
        with self.path.open("rb") as file:
            file.seek(self._read)
            new = file.read()
        lines, _, _ = new.rpartition(b"\n")
        self._read += len(lines) + bool(lines)
        for line in lines.splitlines():
            step = json.loads(line)
            if step["kind"] == StepKind.EXECUTION:
                self._of.add(step["execution_id"])
