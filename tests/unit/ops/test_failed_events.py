"""What Lambda and EventBridge keep of failures, in the shapes of their documentation."""

import json

import pytest

from ops.failed_events import Kind, UnreadableError, read_message, read_object
from tests.unit.ops.failures import FUNCTION, KEY, stream_object, undelivered


def test_a_batch_of_the_stream():
    event = read_object(KEY, stream_object("e-1", "e-2"))

    assert (event.id, event.kind, event.at) == ("4f5c-1", Kind.STREAM, "2026-11-23T06:09:23.000Z")
    assert (event.reason, event.attempts) == ("RetryAttemptsExhausted", 6)
    assert event.execution_ids == ("e-1", "e-2")
    assert event.function_arn == FUNCTION
    assert len(event.payload["Records"]) == 2


def test_an_event_of_an_asynchronous_invocation():
    given = {"detail": {"execution-id": "e-1"}}
    content = {
        "version": "1.0",
        "timestamp": "2026-11-23T06:09:23.000Z",
        "requestContext": {"functionArn": f"{FUNCTION}:$LATEST", "condition": "RetriesExhausted"},
        "requestPayload": given,
        "responsePayload": {"errorType": "ConflictError"},
    }

    event = read_object("aws/lambda/async/name/2026/11/23/2026-11-23T06.09.23-1", json.dumps(content).encode())

    assert (event.kind, event.execution_ids, event.payload) == (Kind.EVENT, ("e-1",), given)


def test_a_message_of_the_dead_letter_queue():
    event = read_message(undelivered("e-1"))

    assert (event.kind, event.reason, event.attempts) == (Kind.UNDELIVERED, "NO_PERMISSIONS", 24)
    assert (event.execution_ids, event.function_arn, event.place) == (("e-1",), FUNCTION, "receipt-1")


def test_a_schedule_is_about_no_execution():
    message = undelivered("e-1")
    event = read_message({**message, "Body": json.dumps({"detail-type": "Scheduled Event", "detail": {}})})

    assert event.execution_ids == ()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"requestContext": {"functionArn": 1}, "payload": "{}"}',
        b'{"requestContext": {"functionArn": "f"}, "payload": "not json"}',
        b'{"requestContext": {"functionArn": "f"}, "payload": [1]}',
        b'{"requestContext": {"functionArn": "f"}, "DDBStreamBatchInfo": {}, "payload": "{\\"Records\\": [1]}"}',
    ],
)
def test_what_somebody_else_put_there_is_not_read(content):
    with pytest.raises(UnreadableError):
        read_object("aws/lambda/x", content)


def test_a_message_without_a_target_is_not_read():
    with pytest.raises(UnreadableError):
        read_message({"MessageId": "m", "ReceiptHandle": "r", "Body": "{}"})
