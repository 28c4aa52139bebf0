"""All pipelines and executions of this cloud: started, retried, rolled back and stopped; a thread runs each."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from local.codepipeline.definition import Pipeline, Stage
from local.codepipeline.events import PipelineEvents
from local.codepipeline.executions import Execution, Status, Trigger
from local.codepipeline.gates import Gate
from local.codepipeline.providers import ActionProviders
from local.codepipeline.runner import Runner
from local.timeline import Timeline


@dataclass(slots=True)
class Engine:
    providers: ActionProviders
    events: PipelineEvents
    timeline: Timeline
    pipelines: dict[str, Pipeline] = field(default_factory=dict)
    executions: list[Execution] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)
    _gates: dict[tuple[str, str], Gate] = field(default_factory=dict)

    def start(
        self,
        pipeline: Pipeline,
        *,
        trigger: Trigger,
        variables: Mapping[str, str] | None = None,
        wanted_revisions: Mapping[str, str] | None = None,
    ) -> Execution:
        execution = Execution(
            pipeline=pipeline,
            trigger=trigger,
            variables={**pipeline.variables, **(variables or {})},
            wanted_revisions=wanted_revisions or {},
        )
        with self.changed:
            self.executions.append(execution)
            self.events.pipeline(execution, "STARTED")
        self._run(execution, pipeline.stages)
        return execution

    def roll_back(self, target: Execution, stage: Stage, *, caller: str) -> Execution:
        """A new execution which runs one stage with what an earlier one had brought there."""
        execution = Execution(
            pipeline=self.pipelines[target.pipeline.name],
            trigger=Trigger("ManualRollback", caller),
            variables=target.variables,
            artifacts=dict(target.artifacts),
            namespaces=dict(target.namespaces),
            rolled_back_to=target.id,
        )
        with self.changed:
            self.executions.append(execution)
            self.events.pipeline(execution, "STARTED")
        self._run(execution, (stage,))
        return execution

    def retry(self, execution: Execution, stage: Stage, *, all_actions: bool) -> None:
        """The failed stage again, under the same execution id, and then the rest."""
        with self.changed:
            execution.attempt += 1
            execution.status = Status.IN_PROGRESS
            execution.updated_at = time.time()
            self.events.pipeline(execution, "RESUMED")
        position = execution.pipeline.stages.index(stage)
        self._run(execution, execution.pipeline.stages[position:], keep_succeeded=not all_actions)

    def stop(self, execution: Execution, *, abandon: bool, reason: str) -> None:
        with self.changed:
            execution.status = Status.STOPPING
            execution.stop_reason = reason
            execution.is_abandoned = execution.is_abandoned or abandon
            self.events.pipeline(execution, "STOPPING")
            if abandon:
                for run in execution.actions:
                    if run.status is Status.IN_PROGRESS:
                        run.wake.set()
            self.changed.notify_all()

    def gate(self, pipeline_name: str, stage_name: str) -> Gate:
        with self.changed:
            key = (pipeline_name, stage_name)
            if key not in self._gates:
                self._gates[key] = Gate(self.changed, supersede=self._supersede)
            return self._gates[key]

    def _supersede(self, execution: Execution) -> None:
        execution.status = Status.SUPERSEDED
        execution.updated_at = time.time()
        self.events.pipeline(execution, "SUPERSEDED")

    def _run(self, execution: Execution, stages: tuple[Stage, ...], *, keep_succeeded: bool = False) -> None:
        runner = Runner(self.providers, self.events, self.timeline, self.changed, self.gate)
        target = partial(runner.run, execution, stages, keep_succeeded=keep_succeeded)
        threading.Thread(target=target, name=f"execution-{execution.id}", daemon=True).start()
