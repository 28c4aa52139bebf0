"""Events and stream records that never arrive."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from local.cloud.observer import execution_ids


@dataclass(frozen=True, slots=True)
class Losses:
    """Of these executions nothing reaches a function."""

    of_executions: set[str] = field(default_factory=set)

    def covers(self, event: Mapping[str, Any]) -> bool:
        return bool(self.of_executions and execution_ids(event) & self.of_executions)
