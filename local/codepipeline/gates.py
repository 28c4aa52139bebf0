"""
One execution at a time in each stage.

QUEUED: those behind wait in their order. SUPERSEDED: the newest of those that wait replaces the others. A stage is
locked while an execution is in it, above all while an approval waits. PARALLEL: nobody waits.
https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from local.codepipeline.definition import ExecutionMode
from local.codepipeline.executions import Execution, Status


@dataclass(slots=True)
class Gate:
    """The way into one stage of one pipeline."""

    changed: threading.Condition
    supersede: Callable[[Execution], None]
    holder: Execution | None = None
    waiting: list[Execution] = field(default_factory=list)

    def enter(self, execution: Execution) -> bool:
        """Wait for the turn; False: the execution was stopped or superseded while it waited."""
        mode = execution.pipeline.mode
        if mode is ExecutionMode.PARALLEL:
            return execution.status is Status.IN_PROGRESS
        with self.changed:
            if mode is ExecutionMode.SUPERSEDED:
                for older in self.waiting:
                    self.supersede(older)
            self.waiting.append(execution)
            self.changed.notify_all()
            self.changed.wait_for(lambda: execution.status is not Status.IN_PROGRESS or self._is_turn_of(execution))
            self.waiting.remove(execution)
            if execution.status is not Status.IN_PROGRESS:
                self.changed.notify_all()
                return False
            self.holder = execution
            return True

    def leave(self, execution: Execution) -> None:
        with self.changed:
            if self.holder is execution:
                self.holder = None
                self.changed.notify_all()

    def _is_turn_of(self, execution: Execution) -> bool:
        return self.holder is None and self.waiting[0] is execution
