"""Which invocation runs in which process."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ministack.core import lambda_runtime

from local.cloud.observer import execution_ids


@dataclass(frozen=True, slots=True)
class Running:
    step: str  # POWERTOOLS_SERVICE_NAME
    execution_ids: frozenset[str]  # that its event is about


_running: dict[int, tuple[Any, Mapping[str, Any]]] = {}  # by the worker's identity: the worker, its event


def note_running_invocations() -> None:
    """From now on `running_in` knows."""
    invoke = lambda_runtime.Worker.invoke

    def invoke_and_note(worker: Any, event: Mapping[str, Any], *rest: Any, **options: Any) -> dict[str, Any]:
        _running[id(worker)] = (worker, event)
        try:
            return dict(invoke(worker, event, *rest, **options))
        finally:
            _running.pop(id(worker), None)

    lambda_runtime.Worker.invoke = invoke_and_note


def running_in(process_id: int) -> Running | None:
    """What runs in this process; None: nothing does."""
    for worker, event in list(_running.values()):
        if worker._proc is not None and worker._proc.pid == process_id:
            step = worker.config.get("Environment", {}).get("Variables", {}).get("POWERTOOLS_SERVICE_NAME", "")
            return Running(step, frozenset(execution_ids(event)))
    return None
