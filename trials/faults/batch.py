"""As many cases at once as there are pipelines, each with an execution and a fault of its own."""

import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from trials.faults.cases import Case
from trials.faults.courses import Situation
from trials.faults.scouting import begin
from trials.truth import Finding, Harm
from trials.workflow import Started, Workflow

_DECIDING = 8  # at once
_MOST_RUNS = 60  # of the reconciler, many of which a fault cuts short


@dataclass(frozen=True, slots=True)
class Result:
    name: str
    findings: tuple[Finding, ...]
    has_befallen: bool = True  # else the trial has tried nothing
    calls: int = 0  # that it could have befallen


@dataclass(slots=True)
class Batch:
    workflow: Workflow
    cases: Sequence[Case] = ()
    is_cold: bool = False  # the functions have not run before, and remember nothing
    _started: list[Started] = field(default_factory=list)
    _stuck: dict[Started, Finding] = field(default_factory=dict)  # the pipeline itself does not go on

    def run(self) -> list[Result]:
        cloud = self.workflow.cloud
        if self.is_cold:
            cloud.restart_functions()
        cloud.forget_faults()
        self.workflow.reconciled = 0
        self._start()
        self._say("started")
        self._disturb()
        self._note(self.workflow.wait_for_approvals(self._started), "no approval opens")
        self.workflow.settle()
        self._say("wait for approval")
        self._reconcile(until_told=True)
        self._say("told the approver")
        self._decide()
        self._disturb()
        self._note(self.workflow.wait_until_over(self._started), "it does not end")
        self.workflow.settle()
        self._say("ended")
        self._reconcile(until_told=False)
        return self._results()

    def _note(self, late: Iterable[Started], what: str) -> None:
        for started in late:
            self._stuck[started] = Finding(Harm.STUCK, what)

    def _disturb(self) -> None:
        """Faults are enough."""

    def _say(self, what: str) -> None:
        print(f"  {len(self._started)} executions {what}", file=sys.stderr, flush=True)

    def _start(self) -> None:
        for case, pipeline_name in zip(self.cases, self.workflow.cloud.pipelines, strict=False):
            started = begin(self.workflow, pipeline_name, case.course)
            for fault in case.faults(started):
                self.workflow.cloud.add_fault(fault)
            if case.course.situation is Situation.PUSHED:
                self.workflow.push(started)
            self._started.append(started)

    def _decide(self) -> None:
        with ThreadPoolExecutor(_DECIDING) as deciding:
            list(deciding.map(self._decide_one, self.cases, self._started))

    def _decide_one(self, case: Case, started: Started) -> None:
        if started in self._stuck:
            return
        if case.course.situation is Situation.EXCHANGED:
            self.workflow.exchange_artifacts(started)
        self.workflow.decide(started, verdict=case.course.verdict)

    def _reconcile(self, *, until_told: bool) -> None:
        """It always gets its chance; several, as long as faults befall it, or the first only prepared the next."""
        for _ in range(_MOST_RUNS):
            if self.is_cold:
                self.workflow.cloud.restart_functions()
            before = self._progress()
            self.workflow.reconcile()
            is_done = not until_told or all(map(self.workflow.is_told, self._started))
            if is_done and self._progress() == before:
                return

    def _progress(self) -> tuple[int, int]:
        return self.workflow.unhealed, sum(self.workflow.cloud.faults()["befell"].values())

    def _results(self) -> list[Result]:
        told = self.workflow.cloud.faults()
        ids = [case.id_on(started) for case, started in zip(self.cases, self._started, strict=True)]
        return [
            Result(str(case), self._findings(started), id_ in told["befell"], told["met"].get(id_, 0))
            for case, started, id_ in zip(self.cases, self._started, ids, strict=True)
        ]

    def _findings(self, started: Started) -> tuple[Finding, ...]:
        stuck = self._stuck.get(started)
        return (*([stuck] if stuck else []), *self.workflow.findings(started))
