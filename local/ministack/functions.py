"""The invocations of functions, as they happen."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Invocation:
    function_name: str
    environment: Mapping[str, str]
    event: Mapping[str, Any]
    started_at: float  # seconds since the epoch
    ended_at: float
    failed: bool


def observe_invocations(observe: Callable[[Invocation], None]) -> None:
    """`observe` is called after each invocation of any function."""
    execute = lambda_svc._execute_function_dispatch

    def dispatch(
        func: dict[str, Any],
        config: dict[str, Any],
        event: object,
        request_id: str,
        started: float,
    ) -> dict[str, Any]:
        result: dict[str, Any] = execute(func, config, event, request_id, started)
        observe(
            Invocation(
                function_name=config.get("FunctionName", ""),
                environment=config.get("Environment", {}).get("Variables", {}),
                event=event if isinstance(event, dict) else {},
                started_at=started,
                ended_at=time.time(),
                failed=bool(result.get("error")),
            )
        )
        return result

    lambda_svc._execute_function_dispatch = dispatch


def warm_up() -> None:
    """Start one process for each Python function, so that the first invocation does not wait for it."""
    for record in list(lambda_svc._functions.values()):
        config = record.get("config") or {}
        if record.get("code_zip") and config.get("Runtime", "").startswith("python"):
            worker, _ = lambda_runtime.acquire_worker(config["FunctionName"], config, record["code_zip"])
            if worker is not None:
                _spawn(worker, config["FunctionName"])


def _spawn(worker: lambda_runtime.Worker, function_name: str) -> None:
    try:
        lambda_runtime.ensure_spawned(worker)
    except (RuntimeError, OSError) as error:
        _logger.warning("%s cannot be started: %s", function_name, error)  # its first invocation fails with the same
    finally:
        lambda_runtime.release_worker(worker)
