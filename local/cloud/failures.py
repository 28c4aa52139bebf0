"""Where records go that a function could not take: to the bucket that the event source mapping names."""

import json
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from local.account.account import Account
from local.streams import Record

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FailedRecords:
    account: Account

    def keep(self, mapping: Mapping[str, Any], records: Sequence[Record]) -> None:
        """Under the key that Lambda gives it; https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html."""
        destination = mapping.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination", "")
        _logger.error("%s gave up %d records of its stream", mapping["FunctionName"], len(records))
        if not destination.startswith("arn:aws:s3:::"):
            return
        stamp = time.strftime("%Y/%m/%d/%Y-%m-%dT%H.%M.%S", time.gmtime())
        content = {
            "requestContext": {"functionArn": mapping["FunctionArn"], "condition": "RetryAttemptsExhausted"},
            "DDBStreamBatchInfo": {"streamArn": mapping["EventSourceArn"], "batchSize": len(records)},
            "payload": json.dumps({"Records": list(records)}),
        }
        self.account.client("s3").put_object(
            Bucket=destination.rpartition(":")[2],
            Key=f"aws/lambda/{mapping['UUID']}/shardId-00000000000000000000-00000000/{stamp}-{uuid4()}",
            Body=json.dumps(content).encode(),
        )
