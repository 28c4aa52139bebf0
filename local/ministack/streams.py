"""
Streams to functions, with the promises of the event source mapping kept.

MiniStack honours filters and the age of records, but neither `ReportBatchItemFailures` nor `MaximumRetryAttempts` nor
`BisectBatchOnFunctionError`: one bad record would block all that follow.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ministack.services import lambda_svc

from local.streams import Delivery, Record, first_failure

KeepFailure = Callable[[Mapping[str, Any], Sequence[Record]], None]  # the mapping, the records that were given up

_polling = threading.local()


def deliver_as_lambda_does(keep_failure: KeepFailure) -> None:
    """`keep_failure` is called with each batch that was given up, for the mapping's destination of failures."""
    poll, execute = lambda_svc._poll_dynamodb_streams, lambda_svc._execute_function

    def poll_dynamodb_streams() -> bool:
        _polling.now = True
        try:
            return bool(poll())
        finally:
            _polling.now = False

    def execute_function(func: dict[str, Any], event: dict[str, Any]) -> dict[str, Any]:
        mapping = _mapping_of(func, event) if getattr(_polling, "now", False) else None
        if mapping is None:
            return dict(execute(func, event))
        for given_up in _delivery(mapping).deliver(event["Records"], lambda batch: _invoke(execute, func, batch)):
            keep_failure(mapping, given_up)
        return {"body": None}

    lambda_svc._poll_dynamodb_streams = poll_dynamodb_streams
    lambda_svc._execute_function = execute_function


def _mapping_of(func: Mapping[str, Any], event: Mapping[str, Any]) -> dict[str, Any] | None:
    """None also where retries are unlimited: then MiniStack's own way is the right one."""
    name = (func.get("config") or func).get("FunctionName")
    source = event["Records"][0].get("eventSourceARN")
    for mapping in lambda_svc._esms.values():
        if (mapping["FunctionName"], mapping["EventSourceArn"]) == (name, source):
            return dict(mapping) if int(mapping.get("MaximumRetryAttempts", -1)) >= 0 else None
    return None


def _delivery(mapping: Mapping[str, Any]) -> Delivery:
    return Delivery(
        retries=int(mapping["MaximumRetryAttempts"]),
        is_bisecting=bool(mapping.get("BisectBatchOnFunctionError")),
    )


def _invoke(
    execute: Callable[[Mapping[str, Any], dict[str, Any]], dict[str, Any]],
    func: Mapping[str, Any],
    batch: Sequence[Record],
) -> int | None:
    result = execute(func, {"Records": list(batch)})
    if result.get("error"):
        return 0
    body = result.get("body")
    return first_failure(batch, body) if isinstance(body, dict) else None
