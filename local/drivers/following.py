"""Follows an execution until something has happened, showing each step as it ends."""

import json
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.account.function_logs import keep_function_logs
from local.account.pipelines import Execution, Pipeline, Pipelines
from local.account.records import Records
from local.drivers.errors import DriverError
from local.drivers.progress import Progress
from local.drivers.steps import Sight, failures, steps_of
from local.lifecycle import RunningCloud

_POLL_SECONDS = 0.2
_PATIENCE_SECONDS = 120.0  # for anything but models, the team's own commands and people
_FAILED_SECONDS = 15.0  # for another attempt at what has failed
_MODEL_SECONDS = 960.0  # a little more than the time-out of the function that asks


@dataclass(frozen=True, slots=True)
class Follower:
    cloud: RunningCloud
    pipelines: Pipelines
    records: Records
    pipeline: Pipeline
    progress: Progress

    def until_mailed(self, execution: Execution) -> Sight:
        """
        The approver has been asked.

        Raises:
            DriverError: a step failed, so that nobody will be asked.
        """
        sight = self._until(execution, lambda sight: sight.is_mailed or sight.is_over)
        if not sight.is_mailed:
            raise DriverError(_why(sight))
        return sight

    def until_decided(self, execution: Execution) -> Sight:
        return self._until(execution, lambda sight: sight.approval is not None and sight.approval.is_over)

    def until_over(self, execution: Execution) -> Sight:
        return self._until(execution, lambda sight: sight.is_over)

    def timeline(self, execution: Execution) -> list[dict[str, Any]]:
        """Each step as the cloud measured it."""
        address = f"{self.cloud.endpoint}/api/timeline?execution_id={execution.id}"
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 (this machine)
            return list(json.load(answer)["steps"])

    def _until(self, execution: Execution, reached: Callable[[Sight], bool]) -> Sight:
        moved_at, last = time.monotonic(), ""
        while True:
            sight = self._look(execution)
            self.progress.show(steps_of(sight))
            if reached(sight):
                self.progress.rest()
                return sight
            now = _fingerprint(sight)
            moved_at = moved_at if now == last and not _may_take_long(sight) else time.monotonic()
            patience = _FAILED_SECONDS if failures(sight) else self._patience
            if time.monotonic() - moved_at > patience:
                raise DriverError(f"The execution does not go on.{_because(sight)} {self._keep_logs()}")
            last = now
            time.sleep(_POLL_SECONDS)

    @property
    def _patience(self) -> float:
        return _MODEL_SECONDS if self.cloud.model_url or self.cloud.bedrock else _PATIENCE_SECONDS

    def _keep_logs(self) -> str:
        path = Path(self.cloud.state_dir) / "functions.log"
        keep_function_logs(self.pipelines.account, path)
        return f"What the functions logged is in {path}, what the cloud logged in cloud.log beside it."

    def _look(self, execution: Execution) -> Sight:
        """The status first: what the record says afterwards is at least as new."""
        latest = self.pipelines.executions(self.pipeline.name)
        return Sight(
            status=next(each.status for each in latest if each.id == execution.id),
            pipeline=self.pipeline,
            runs=tuple(self.pipelines.runs(self.pipeline.name, execution.id)),
            timeline=tuple(self.timeline(execution)),
            record=self.records.find(execution.id),
        )


def _may_take_long(sight: Sight) -> bool:
    """The team's build and deployment take their time, a person takes days."""
    running = {run.name for run in sight.runs if not run.is_over}
    is_asked = "Approve" in running and sight.is_mailed
    return bool(running & {"Build", "Deploy"}) or is_asked


def _fingerprint(sight: Sight) -> str:
    return repr((sight.status, sight.runs, sight.record.status, sight.approval_item))


def _because(sight: Sight) -> str:
    tried = [f"{step.name}: {step.detail}" for step in failures(sight)]
    tried += [str(step["step"]) for step in sight.timeline if step["status"] == "Failed"]
    return f" This has failed: {tried[0]}." if tried else ""


def _why(sight: Sight) -> str:
    failed = failures(sight)
    said = str(sight.record.main.get("extraction_error", "")) or (failed[0].detail if failed else "")
    name = failed[0].name if failed else "The pipeline"
    log = next((run.log_url for run in sight.runs if run.status == "Failed" and run.log_url), "")
    where = f"; its log is {log}" if log else ""
    return f"“{name}” failed, so nobody was asked to approve: {said or 'see the console'}{where}"
