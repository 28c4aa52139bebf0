"""As many cases at once as there are pipelines, each with an execution and a fault of its own."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

from local.account.approver import Verdict
from trials.faults.cases import Case
from trials.truth import Finding
from trials.workflow import Started, Workflow

_MOST_RUNS = 60  # of the reconciler, many of which a fault cuts short


@dataclass(frozen=True, slots=True)
class Result:
    name: str
    findings: tuple[Finding, ...]
    has_befallen: bool = True  # else the trial has tried nothing


@dataclass(slots=True)
class Batch:
    workflow: Workflow
    cases: Sequence[Case] = ()
    _started: list[Started] = field(default_factory=list)

    def run(self) -> list[Result]:
        cloud = self.workflow.cloud
        cloud.restart_functions()  # settings are remembered for a minute: let them be asked for
        cloud.forget_faults()
        self.workflow.reconciled = 0
        self._start()
        self._say("started")
        self._disturb()
        self.workflow.wait_for_approvals(self._started)
        self.workflow.settle()
        self._say("wait for approval")
        self._reconcile(until_told=True)
        self._say("told the approver")
        for number, started in enumerate(self._started):
            self.workflow.decide(started, verdict=Verdict.REJECTED if number % 3 == 2 else Verdict.APPROVED)
        self._disturb()
        self.workflow.wait_until_over(self._started)
        self.workflow.settle()
        self._say("ended")
        self._reconcile(until_told=False)
        return self._results()

    def _disturb(self) -> None:
        """Faults are enough."""

    def _say(self, what: str) -> None:
        print(f"  {len(self._started)} executions {what}", file=sys.stderr, flush=True)

    def _start(self) -> None:
        for case, pipeline_name in zip(self.cases, self.workflow.cloud.pipelines, strict=False):
            started = self.workflow.start(pipeline_name, is_large=case.is_large)
            if case.is_lost:
                self.workflow.cloud.lose_everything_of(started.execution_id)
            for fault in case.faults(pipeline_name=pipeline_name, execution_id=started.execution_id):
                self.workflow.cloud.add_fault(fault)
            self._started.append(started)

    def _reconcile(self, *, until_told: bool) -> None:
        """It always gets its chance; several, where a fault cut it short or where the first only prepared the next."""
        for _ in range(_MOST_RUNS):
            before = self.workflow.unhealed
            self.workflow.reconcile()
            is_done = not until_told or all(map(self.workflow.is_told, self._started))
            if is_done and self.workflow.unhealed == before:
                return

    def _results(self) -> list[Result]:
        befell = self.workflow.cloud.faults()["befell"]
        return [
            Result(str(case), self.workflow.findings(started), has_befallen=f"{case}/{started.execution_id}" in befell)
            for case, started in zip(self.cases, self._started, strict=True)
        ]
