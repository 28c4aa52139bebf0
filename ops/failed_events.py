"""
What a function failed on for good, and what EventBridge could not deliver: read, and told apart.

Lambda's records of it: https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html for a stream,
https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html for an event; EventBridge's:
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from lambdas.shared.domain import codec
from lambdas.shared.domain.record import Record


class Kind(StrEnum):
    STREAM = "stream"  # a batch of the table's stream
    EVENT = "event"  # an event that reached its function
    UNDELIVERED = "undelivered"  # an event that did not


@dataclass(frozen=True, slots=True)
class FailedEvent:
    id: str
    kind: Kind
    place: str  # key in the bucket, or the message's receipt
    at: str
    function_arn: str
    reason: str
    attempts: int | None
    execution_ids: tuple[str, ...]
    payload: Mapping[str, Any] = field(repr=False)  # what the function is to be invoked with

    def to_data(self) -> dict[str, Any]:
        """For `--json`: without the change itself, and without a receipt."""
        return {name: value for name, value in codec.to_data(self).items() if name not in {"payload", "place"}}


class UnreadableError(ValueError):
    """It is not of a shape that Lambda or EventBridge writes."""


def read_object(key: str, content: bytes) -> FailedEvent:
    """
    What Lambda keeps in S3: a batch of a stream, or an event of an asynchronous invocation.

    Raises:
        UnreadableError: see there.
    """
    found = _object(content)
    context = found.get("requestContext")
    payload = _payload(found)
    if not isinstance(context, dict) or not isinstance(context.get("functionArn"), str):
        raise UnreadableError("it does not say which function failed")
    is_stream = "DDBStreamBatchInfo" in found
    name = key.rpartition("/")[2]
    return FailedEvent(
        id=name[20:] or name,  # after "2026-11-23T06.09.23-"
        kind=Kind.STREAM if is_stream else Kind.EVENT,
        place=key,
        at=str(found.get("timestamp") or name[:19]),
        function_arn=context["functionArn"],
        reason=str(context.get("condition", "")),
        attempts=context.get("approximateInvokeCount"),
        execution_ids=_of_stream(payload) if is_stream else _of_event(payload),
        payload=payload,
    )


def read_message(message: Mapping[str, Any]) -> FailedEvent:
    """
    A message of EventBridge's dead-letter queue: the event, and in its attributes where it was to go.

    Raises:
        UnreadableError: see there.
    """
    told = {name: str(value.get("StringValue", "")) for name, value in message.get("MessageAttributes", {}).items()}
    if "TARGET_ARN" not in told:
        raise UnreadableError("it does not say which function it was for")
    event = _object(str(message["Body"]).encode())
    return FailedEvent(
        id=message["MessageId"],
        kind=Kind.UNDELIVERED,
        place=message["ReceiptHandle"],
        at=str(event.get("time", "")),
        function_arn=told["TARGET_ARN"],
        reason=told.get("ERROR_CODE", ""),
        attempts=int(told["RETRY_ATTEMPTS"]) if told.get("RETRY_ATTEMPTS", "").isdigit() else None,
        execution_ids=_of_event(event),
        payload=event,
    )


def without_outdated(event: FailedEvent, records: Mapping[str, Record]) -> FailedEvent:
    """
    Without items of a stream whose change was captured anew since: what they tell is not true any more.

    Args:
        event: that failed.
        records: as they are now, by execution id.
    """
    if event.kind is not Kind.STREAM:
        return event
    kept = [each for each in event.payload["Records"] if not _is_outdated(each, records)]
    return replace(event, payload={**event.payload, "Records": kept})


def _is_outdated(stream_record: Mapping[str, Any], records: Mapping[str, Record]) -> bool:
    image = stream_record["dynamodb"].get("NewImage", {})
    captured = image.get("diff_sha256", {}).get("S")
    record = records[stream_record["dynamodb"]["Keys"]["execution_id"]["S"]]
    return captured is not None and record.main.get("diff_sha256") != captured


def _object(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except ValueError as error:
        raise UnreadableError("it is no JSON") from error
    if not isinstance(found, dict):
        raise UnreadableError("it is no JSON object")
    return found


def _payload(found: Mapping[str, Any]) -> dict[str, Any]:
    """Of a stream a text, of an event an object."""
    payload = found.get("payload", found.get("requestPayload"))
    payload = _object(payload.encode()) if isinstance(payload, str) else payload
    if not isinstance(payload, dict):
        raise UnreadableError("it does not hold what the function was given")
    return payload


def _of_stream(payload: Mapping[str, Any]) -> tuple[str, ...]:
    records: Sequence[Mapping[str, Any]] = payload.get("Records", ())
    try:
        return tuple(dict.fromkeys(str(each["dynamodb"]["Keys"]["execution_id"]["S"]) for each in records))
    except (KeyError, TypeError) as error:
        raise UnreadableError("it holds no records of a stream") from error


def _of_event(payload: Mapping[str, Any]) -> tuple[str, ...]:
    """None for the reconciler's schedule."""
    detail = payload.get("detail")
    execution_id = detail.get("execution-id") if isinstance(detail, dict) else None
    return (execution_id,) if isinstance(execution_id, str) else ()
