"""Executions one after the other in each pipeline, all pipelines at once; whoever is mailed decides at once."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from local.account.approver import Verdict
from trials.ends import Ends
from trials.workflow import Started, Workflow

_POLL_SECONDS = 0.25
_SCHEDULE_SECONDS = 300.0  # the reconciler's
_REJECTED = 10  # every so manieth


@dataclass(frozen=True, slots=True)
class Run:
    started: Started
    pushed_at: float  # seconds since the epoch


@dataclass(slots=True)
class Flow:
    workflow: Workflow
    total: int
    ends: Ends
    runs: list[Run] = field(default_factory=list)
    mailed: int = 0
    unasked: int = 0  # that ended without an approval
    _asked: dict[str, Run] = field(default_factory=dict)  # by pipeline: no mail has come yet
    _decided: dict[str, Run] = field(default_factory=dict)  # by pipeline: not over yet
    _reconciled_at: float = field(default_factory=time.monotonic)

    def go(self) -> Iterator[int]:
        """After each round: how many mails have come."""
        while self.mailed + self.unasked < self.total:
            self._start()
            self._decide()
            self._notice_ends()
            self._schedule()
            yield self.mailed
            time.sleep(_POLL_SECONDS)

    def _start(self) -> None:
        for pipeline_name in self.workflow.cloud.pipelines:
            is_free = pipeline_name not in self._asked and pipeline_name not in self._decided
            if is_free and len(self.runs) < self.total:
                run = Run(self.workflow.start(pipeline_name), time.time())
                self.runs.append(run)
                self._asked[pipeline_name] = run

    def _decide(self) -> None:
        self.workflow.mails.read()
        for pipeline_name, run in list(self._asked.items()):
            mails = self.workflow.mails.of(run.started.execution_id)
            if mails:
                self.mailed += 1
                verdict = Verdict.REJECTED if self.mailed % _REJECTED == 0 else Verdict.APPROVED
                self.workflow.decide_as_root(run.started, mails[0].token, verdict=verdict)
                self._decided[pipeline_name] = self._asked.pop(pipeline_name)

    def _notice_ends(self) -> None:
        self.ends.read()
        for pipeline_name, run in list(self._decided.items()):
            if run.started.execution_id in self.ends:
                del self._decided[pipeline_name]
        for pipeline_name, run in list(self._asked.items()):
            if run.started.execution_id in self.ends:
                self.unasked += 1
                del self._asked[pipeline_name]

    def _schedule(self) -> None:
        """As on AWS, nobody waits for the reconciler."""
        if time.monotonic() - self._reconciled_at > _SCHEDULE_SECONDS:
            self._reconciled_at = time.monotonic()
            threading.Thread(target=self.workflow.cloud.run, args=("reconcile",), daemon=True).start()
