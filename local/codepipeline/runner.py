"""
One execution under way: its stages in order, in each the actions of one run order side by side.

Every change of state happens under the engine's lock and is told to EventBridge in the order it happened.
"""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from local.cloud.http import ApiError
from local.codepipeline.definition import Action, Stage
from local.codepipeline.events import PipelineEvents
from local.codepipeline.executions import OVER, ActionExecution, Execution, Outcome, Status
from local.codepipeline.gates import Gate
from local.codepipeline.providers import ActionProviders
from local.codepipeline.variables import UnresolvedVariableError, resolve
from local.timeline import Step, StepKind, Timeline

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Runner:
    providers: ActionProviders
    events: PipelineEvents
    timeline: Timeline
    changed: threading.Condition
    gate: Callable[[str, str], Gate]  # pipeline, stage

    def run(self, execution: Execution, stages: tuple[Stage, ...], *, keep_succeeded: bool = False) -> None:
        """Until it ends. `keep_succeeded`: of the first stage, only the actions that failed run again."""
        for stage in stages:
            gate = self.gate(execution.pipeline.name, stage.name)
            if not gate.enter(execution):
                break
            try:
                self._run_stage(execution, stage, keep_succeeded=keep_succeeded)
            finally:
                gate.leave(execution)
            keep_succeeded = False
            if execution.stages[stage.name] is not Status.SUCCEEDED:
                break
        self._end(execution)

    def _run_stage(self, execution: Execution, stage: Stage, *, keep_succeeded: bool) -> None:
        with self.changed:
            execution.stages[stage.name] = Status.IN_PROGRESS
            self.events.stage(execution, stage.name, "RESUMED" if execution.attempt > 1 else "STARTED")
        status = Status.SUCCEEDED
        for group in stage.in_order():
            actions = [action for action in group if not (keep_succeeded and _has_succeeded(execution, stage, action))]
            with ThreadPoolExecutor(max_workers=max(len(actions), 1)) as pool:
                ended = list(pool.map(lambda action: self._run_action(execution, stage, action), actions))
            status = next((each for each in ended if each is not Status.SUCCEEDED), Status.SUCCEEDED)
            if execution.status is Status.STOPPING:
                status = Status.STOPPED
            if status is not Status.SUCCEEDED:
                break
        with self.changed:
            execution.stages[stage.name] = Status.STOPPED if status is Status.ABANDONED else status
            self.events.stage(execution, stage.name, execution.stages[stage.name].upper())

    def _run_action(self, execution: Execution, stage: Stage, action: Action) -> Status:
        run = ActionExecution(execution.id, stage.name, action, execution.pipeline.version)
        with self.changed:
            run.inputs = tuple(execution.artifacts[name] for name in action.inputs if name in execution.artifacts)
            execution.actions.append(run)
            if execution.is_abandoned:
                run.wake.set()
            self.events.action(execution, run, "STARTED")
        outcome = self._outcome(execution, run)
        with self.changed:
            run.outcome = outcome
            run.status = Status.ABANDONED if execution.is_abandoned else outcome.status
            run.updated_at = time.time()
            execution.artifacts.update({artifact.name: artifact for artifact in outcome.artifacts})
            if action.namespace:
                execution.namespaces[action.namespace] = outcome.variables
            self.events.action(execution, run, run.status.upper())
        self._note(execution.id, StepKind.ACTION, action.name, run.started_at, run.status)
        return run.status

    def _outcome(self, execution: Execution, run: ActionExecution) -> Outcome:
        try:
            run.configuration = resolve(run.action, execution)
            return self.providers.run(execution, run)
        except UnresolvedVariableError as error:
            return Outcome(Status.FAILED, error_code="InvalidActionConfiguration", error_message=str(error))
        except ApiError as error:
            return Outcome(Status.FAILED, error_code=error.code, error_message=error.message, summary=error.message)
        except Exception as error:
            # An action that cannot be run has failed, and its pipeline must not hang: a waiting thread tells nobody.
            _logger.exception("an action could not be run")
            return Outcome(Status.FAILED, error_code="JobFailed", error_message=str(error), summary=str(error))

    def _end(self, execution: Execution) -> None:
        with self.changed:
            if execution.status in OVER:
                return
            statuses = list(execution.stages.values())
            if execution.status is Status.STOPPING:
                execution.status = Status.STOPPED
            else:
                execution.status = Status.FAILED if Status.FAILED in statuses else Status.SUCCEEDED
            execution.updated_at = time.time()
            self.events.pipeline(execution, execution.status.upper())
            self.changed.notify_all()
        name = execution.pipeline.name
        self._note(execution.id, StepKind.EXECUTION, name, execution.started_at, execution.status)

    def _note(self, execution_id: str, kind: StepKind, step: str, started_at: float, status: str) -> None:
        now = int(time.time() * 1000)
        self.timeline.add(Step(execution_id, kind, step, int(started_at * 1000), now, status))


def _has_succeeded(execution: Execution, stage: Stage, action: Action) -> bool:
    latest = execution.latest(stage, action)
    return latest is not None and latest.status is Status.SUCCEEDED
