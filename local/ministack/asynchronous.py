"""
Functions that a rule or an action of a pipeline invokes: asynchronously, and tried again as Lambda does it.

MiniStack tries once, for rules, and takes a throttled function for one that failed. Lambda tries twice more, after one
minute and after two, and then writes the event to the destination of failures; an event whose function is throttled
waits, and that counts as no attempt. Here the pauses are one and two seconds. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
"""

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ministack.services import eventbridge, lambda_svc

_RETRIES = 2  # unless the function's configuration says otherwise
_PAUSE_SECONDS = 1.0  # before the second attempt, and twice that before the third
_THROTTLED_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class GivenUp:
    """What Lambda tells the destination of failures."""

    function_arn: str
    destination: str  # ARN; empty: there is none
    event: Mapping[str, Any]
    attempts: int
    error: Mapping[str, Any]  # errorType, errorMessage


@dataclass(slots=True)
class AsynchronousInvocations:
    keep_failure: Callable[[GivenUp], None]
    is_lost: Callable[[Mapping[str, Any]], bool] = lambda _event: False
    _open: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def install(self) -> None:
        eventbridge._dispatch_to_lambda = self.dispatch
        lambda_svc.invoke_async_with_retry = self.invoke

    def dispatch(self, arn: str, payload: str) -> None:
        function, config, _ = lambda_svc._get_func_record_for_ref(arn)
        event = json.loads(payload)
        if function and config and not self.is_lost(event):
            self.invoke(lambda_svc._execution_record_for_config(function, config), event)

    def invoke(self, record: dict[str, Any], event: dict[str, Any]) -> None:
        """Returns at once."""
        self._count(1)
        threading.Thread(target=self._deliver, args=(record, event), daemon=True).start()

    @property
    def is_idle(self) -> bool:
        """No event is under way, waits for its next attempt, or is being given up."""
        with self._lock:
            return self._open == 0

    def _deliver(self, record: dict[str, Any], event: dict[str, Any]) -> None:
        try:
            options = _options(record)
            attempts = int(options.get("MaximumRetryAttempts", _RETRIES)) + 1
            for attempt in range(attempts):
                time.sleep(_PAUSE_SECONDS * attempt)
                result = _run(record, event)
                if not result.get("error"):
                    return
            destination = options.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination", "")
            function_arn = record["config"]["FunctionArn"]
            self.keep_failure(GivenUp(function_arn, destination, event, attempts, result.get("body") or {}))
        finally:
            self._count(-1)

    def _count(self, number: int) -> None:
        with self._lock:
            self._open += number


def _options(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """Of PutFunctionEventInvokeConfig."""
    options = record.get("event_invoke_config") or (record.get("event_invoke_configs") or {}).get("$LATEST") or {}
    return {name: value for name, value in options.items() if value is not None}


def _run(record: dict[str, Any], event: dict[str, Any]) -> dict[str, Any]:
    while True:
        result: dict[str, Any] = lambda_svc._execute_function(record, event)
        if not result.get("throttle"):
            return result
        time.sleep(_THROTTLED_SECONDS)
