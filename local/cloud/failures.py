"""
Where goes what a function could not take: to the bucket that its event source mapping or its configuration names.

Keys and contents are Lambda's, so that what replays them here replays them on AWS.
https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html and
https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
"""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from local.account.account import Account
from local.ministack.asynchronous import GivenUp
from local.streams import Record

_logger = logging.getLogger(__name__)
_SHARD = "shardId-00000000000000000000-00000000"
_BUCKET = "arn:aws:s3:::"


@dataclass(frozen=True, slots=True)
class FailedEvents:
    account: Account

    def keep_records(self, mapping: Mapping[str, Any], records: Sequence[Record]) -> None:
        """A batch of a stream."""
        _logger.error("%s gave up %d records of its stream", mapping["FunctionName"], len(records))
        times = [_time(float(record["dynamodb"]["ApproximateCreationDateTime"])) for record in records]
        sequence_numbers = [record["dynamodb"]["SequenceNumber"] for record in records]
        content = {
            **_envelope(mapping["FunctionArn"], "RetryAttemptsExhausted", int(mapping["MaximumRetryAttempts"]) + 1),
            "DDBStreamBatchInfo": {
                "shardId": _SHARD,
                "startSequenceNumber": sequence_numbers[0],
                "endSequenceNumber": sequence_numbers[-1],
                "approximateArrivalOfFirstRecord": times[0],
                "approximateArrivalOfLastRecord": times[-1],
                "batchSize": len(records),
                "streamArn": mapping["EventSourceArn"],
            },
            "payload": json.dumps({"Records": list(records)}, default=str),
        }
        destination = mapping.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination", "")
        self._put(destination, f"aws/lambda/{mapping['UUID']}/{_SHARD}", content)

    def keep_event(self, given_up: GivenUp) -> None:
        """An event whose function was invoked asynchronously."""
        function_name = given_up.function_arn.rpartition(":")[2]
        _logger.error("%s gave up an event after %d attempts", function_name, given_up.attempts)
        content = {
            **_envelope(given_up.function_arn, "RetriesExhausted", given_up.attempts),
            "requestPayload": given_up.event,
            "responsePayload": given_up.error,
        }
        self._put(given_up.destination, f"aws/lambda/async/{function_name}", content)

    def _put(self, destination: str, prefix: str, content: Mapping[str, Any]) -> None:
        if not destination.startswith(_BUCKET):
            return
        stamp = datetime.now(UTC).strftime("%Y/%m/%d/%Y-%m-%dT%H.%M.%S")
        self.account.client("s3").put_object(
            Bucket=destination.removeprefix(_BUCKET),
            Key=f"{prefix}/{stamp}-{uuid4()}",
            Body=json.dumps(content).encode(),
        )


def _envelope(function_arn: str, condition: str, attempts: int) -> dict[str, Any]:
    return {
        "version": "1.0",
        "timestamp": _time(datetime.now(UTC).timestamp()),
        "requestContext": {
            "requestId": str(uuid4()),
            "functionArn": function_arn,
            "condition": condition,
            "approximateInvokeCount": attempts,
        },
        "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
    }


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
