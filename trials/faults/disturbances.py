"""What befalls everything at once: the hosts of all functions fail in mid-flight, or their clocks jump."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from local.account.approver import Verdict
from tests.infra.test_least_privilege import STEPS
from trials.cloud import TrialCloud
from trials.faults.batch import Batch, Result

_RECONCILE = "reconcile"
_EXECUTIONS = 6
_PAUSE_SECONDS, _BETWEEN_OUTAGES_SECONDS = 0.5, 15.0  # an event has three attempts, and is to have some in between
_JUMP_SECONDS = 9 * 60


class Disturbance(StrEnum):
    RESTART = "every function's process ended, again and again in mid-flight"
    CLOUD = "the cloud itself restarted, again and again in mid-flight"
    CLOCKS = "clocks jump nine minutes ahead and behind"


_TIMES = {Disturbance.RESTART: 8, Disturbance.CLOUD: 3, Disturbance.CLOCKS: 8}


def disturbances(wanted: Sequence[str]) -> list[Disturbance]:
    return [each for each in Disturbance if not wanted or any(word in each for word in wanted)]


@dataclass(slots=True, kw_only=True)
class DisturbedBatch(Batch):
    disturbance: Disturbance

    def _start(self) -> None:
        for pipeline_name in self.workflow.cloud.pipelines[:_EXECUTIONS]:
            self._started.append(self.workflow.start(pipeline_name))

    def _decide(self) -> None:
        for number, started in enumerate(self._started):
            self.workflow.decide(started, verdict=Verdict.REJECTED if number % 3 == 2 else Verdict.APPROVED)

    def _disturb(self) -> None:
        for number in range(_TIMES[self.disturbance]):
            time.sleep(_PAUSE_SECONDS)
            match self.disturbance:
                case Disturbance.RESTART:
                    self.workflow.cloud.restart_functions()
                case Disturbance.CLOUD:
                    self.workflow.cloud.restart()
                    time.sleep(_BETWEEN_OUTAGES_SECONDS)
                case Disturbance.CLOCKS:
                    _let_clocks_jump(self.workflow.cloud, number)

    def _results(self) -> list[Result]:
        return [
            Result(f"{self.disturbance}: execution {number}", self._findings(started))
            for number, started in enumerate(self._started, start=1)
        ]


def _let_clocks_jump(cloud: TrialCloud, number: int) -> None:
    """Each step's another way, and all of them back and forth."""
    steps = [step for step in STEPS if step != _RECONCILE]
    cloud.set_clocks({step: _JUMP_SECONDS * (-1) ** (number + place) for place, step in enumerate(steps)})
