"""
How Lambda delivers a batch of a stream: it tries again, halves, believes partial failures, keeps what it gives up.

https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]
Invoke = Callable[[Sequence[Record]], int | None]  # the position of the first record that failed; None: all are done

_PAUSE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the event source mapping says of failures."""

    retries: int
    is_bisecting: bool
    pause_seconds: float = _PAUSE_SECONDS

    def deliver(self, records: Sequence[Record], invoke: Invoke) -> list[Sequence[Record]]:
        """The batches that were given up, for the destination of failures."""
        attempts = 0
        while (failed := invoke(records)) is not None:
            records = records[failed:]
            if self.is_bisecting and failed == 0 and len(records) > 1:
                half = len(records) // 2
                return self.deliver(records[:half], invoke) + self.deliver(records[half:], invoke)
            if failed == 0 and attempts == self.retries:
                return [records]
            attempts = 0 if failed else attempts + 1
            time.sleep(self.pause_seconds)
        return []


def first_failure(records: Sequence[Record], answer: Mapping[str, Any]) -> int | None:
    """Of a function that reports batch item failures: the position of the earliest one."""
    failed = {each["itemIdentifier"] for each in answer.get("batchItemFailures") or []}
    numbers = [record["dynamodb"]["SequenceNumber"] for record in records]
    return next((position for position, number in enumerate(numbers) if number in failed), None)
