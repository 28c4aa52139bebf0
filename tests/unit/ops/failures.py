"""Failures as AWS keeps them, and the places where they are kept, in memory."""

import json
from contextlib import contextmanager

from ops.aws.functions import FunctionFailedError
from ops.failures import FailureStore

FUNCTION = "arn:aws:lambda:eu-west-1:111122223333:function:DeploymentReview-AnalyzeChange-1"
KEY = "aws/lambda/0a1b/2026/11/23/2026-11-23T06.09.23-4f5c-1"


def stream_record(execution_id, *, diff_sha256="d" * 64):
    keys = {"execution_id": {"S": execution_id}, "item": {"S": "EXECUTION"}}
    image = {**keys, "status": {"S": "CHANGE_CAPTURED"}, "diff_sha256": {"S": diff_sha256}}
    return {"eventName": "INSERT", "dynamodb": {"Keys": keys, "NewImage": image, "SequenceNumber": "1"}}


def stream_object(*execution_ids, function=FUNCTION, **image):
    records = [stream_record(execution_id, **image) for execution_id in execution_ids]
    context = {"functionArn": function, "condition": "RetryAttemptsExhausted", "approximateInvokeCount": 6}
    content = {
        "requestContext": context,
        "version": "1.0",
        "timestamp": "2026-11-23T06:09:23.000Z",
        "DDBStreamBatchInfo": {"batchSize": len(records)},
        "payload": json.dumps({"Records": records}),
    }
    return json.dumps(content).encode()


def undelivered(execution_id):
    told = {"TARGET_ARN": FUNCTION, "ERROR_CODE": "NO_PERMISSIONS", "RETRY_ATTEMPTS": "24"}
    return {
        "MessageId": "m-1",
        "ReceiptHandle": "receipt-1",
        "Body": json.dumps({"time": "2026-11-23T06:10:00Z", "detail": {"execution-id": execution_id}}),
        "MessageAttributes": {name: {"StringValue": value, "DataType": "String"} for name, value in told.items()},
    }


class FakeBucket:
    def __init__(self):
        self.kept = {}
        self.replayed = []

    def objects(self):
        yield from list(self.kept.items())

    def set_aside(self, key):
        self.replayed.append(key)
        del self.kept[key]


class FakeQueue:
    def __init__(self):
        self.kept = []

    @contextmanager
    def messages(self):
        yield list(self.kept)

    def take_out(self, receipt):
        self.kept = [message for message in self.kept if message["ReceiptHandle"] != receipt]


class FakeFunctions:
    def __init__(self):
        self.names = {"DeploymentReview-AnalyzeChange-1"}
        self.invoked = []
        self.failure = None

    def invoke(self, name, payload):
        self.invoked.append((name, payload))
        if self.failure:
            raise FunctionFailedError(self.failure)


def fake_store():
    return FailureStore(FakeBucket(), FakeQueue())
