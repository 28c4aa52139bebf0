"""
How Lambda takes records from a stream: those of one item one after the other, those of different items side by side.

Each shard has as many lanes as the event source mapping's `ParallelizationFactor` says; an item always has the same.
https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
"""

import json
import threading
import zlib
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from local.streams import Record

Deliver = Callable[[Sequence[Record]], None]  # a batch; returns when it is done or was given up


@dataclass(slots=True)
class Lanes:
    """The lanes of one event source mapping; a thread drives each that has something to deliver."""

    count: int
    batch_size: int
    deliver: Deliver
    _queues: dict[int, deque[Record]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def put(self, records: Sequence[Record]) -> None:
        """At the end of their lanes."""
        with self._lock:
            for record in records:
                lane = _lane_of(record, self.count)
                is_idle = lane not in self._queues
                self._queues.setdefault(lane, deque()).append(record)
                if is_idle:
                    threading.Thread(target=self._drive, args=(lane,), name=f"lane-{lane}", daemon=True).start()

    @property
    def is_idle(self) -> bool:
        with self._lock:
            return not self._queues

    def _drive(self, lane: int) -> None:
        while batch := self._next(lane):
            self.deliver(batch)

    def _next(self, lane: int) -> list[Record]:
        with self._lock:
            queue = self._queues[lane]
            batch = [queue.popleft() for _ in range(min(self.batch_size, len(queue)))]
            if not batch:
                del self._queues[lane]
            return batch


def _lane_of(record: Record, count: int) -> int:
    """By the partition key: all items of an execution share it, and so their order is kept."""
    keys = record["dynamodb"]["Keys"]
    partition_key = keys.get("execution_id", keys)
    return zlib.crc32(json.dumps(partition_key, sort_keys=True).encode()) % count
