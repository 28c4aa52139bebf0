"""
Streams to functions, with the promises of the event source mapping kept.

MiniStack honours filters, but none of `ReportBatchItemFailures`, `MaximumRetryAttempts`, `BisectBatchOnFunctionError`
and `ParallelizationFactor`: one bad record would block all that follow, and one slow analysis every other. Here the
mappings of DynamoDB's streams are polled instead; MiniStack still keeps the records and runs the functions.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from ministack.core.responses import set_request_account_id, set_request_region
from ministack.services import dynamodb, lambda_svc

from local.lanes import Lanes
from local.streams import Delivery, Record, first_failure

KeepFailure = Callable[[Mapping[str, Any], Sequence[Record]], None]  # the mapping, the records that were given up

_MOST_RECORDS = 1000  # taken from a stream at once
_THROTTLED_SECONDS = 0.5


@dataclass(slots=True)
class StreamPoller:
    """
    Takes the place of MiniStack's.

    `shards` is what no mapping says: DynamoDB splits a stream as it splits the table, and each shard has lanes of its
    own.
    """

    keep_failure: KeepFailure
    shards: int = 1
    is_lost: Callable[[Mapping[str, Any]], bool] = lambda _event: False
    _positions: dict[str, int] = field(default_factory=dict)  # by the mapping's id
    _lanes: dict[str, Lanes] = field(default_factory=dict)

    def install(self) -> None:
        lambda_svc._poll_dynamodb_streams = self.poll

    def poll(self) -> bool:
        """Whether there was something to take."""
        taken = [self._take(mapping, table) for mapping, table in _mappings()]
        return any(taken)

    @property
    def is_idle(self) -> bool:
        """Everything that any stream holds has been delivered, or given up."""
        behind = any(self._position(mapping) < dynamodb.stream_end_position(table) for mapping, table in _mappings())
        return not behind and all(lanes.is_idle for lanes in list(self._lanes.values()))

    def _take(self, mapping: Mapping[str, Any], table: str) -> bool:
        position = max(self._position(mapping), dynamodb.stream_start_position(table))
        records = dynamodb.stream_records_since(table, position, _MOST_RECORDS)
        if records:
            matching = lambda_svc._apply_filter_criteria(list(records), dict(mapping))
            self._lanes_of(mapping).put([each for each in matching if not self.is_lost({"Records": [each]})])
        self._positions[mapping["UUID"]] = position + len(records)
        return bool(records)

    def _position(self, mapping: Mapping[str, Any]) -> int:
        """MiniStack knows where a mapping starts."""
        start = int(lambda_svc._dynamodb_stream_positions.get(mapping["UUID"], 0))
        return self._positions.get(mapping["UUID"], start)

    def _lanes_of(self, mapping: Mapping[str, Any]) -> Lanes:
        if mapping["UUID"] not in self._lanes:
            count = self.shards * int(mapping.get("ParallelizationFactor") or 1)
            batch_size = int(mapping.get("BatchSize") or 100)
            self._lanes[mapping["UUID"]] = Lanes(count, batch_size, partial(self._deliver, mapping))
        return self._lanes[mapping["UUID"]]

    def _deliver(self, mapping: Mapping[str, Any], batch: Sequence[Record]) -> None:
        delivery = Delivery(
            retries=int(mapping.get("MaximumRetryAttempts", -1)),
            is_bisecting=bool(mapping.get("BisectBatchOnFunctionError")),
        )
        for given_up in delivery.deliver(batch, partial(_invoke, mapping)):
            self.keep_failure(mapping, given_up)


def _mappings() -> Iterator[tuple[dict[str, Any], str]]:
    """Each enabled mapping of a stream of DynamoDB, in the scope of its account, and the name of its table."""
    for account_id, region, mapping in list(lambda_svc._iter_all_esms()):
        source = mapping.get("EventSourceArn", "")
        if ":dynamodb:" not in source or "/stream/" not in source or not mapping.get("Enabled", True):
            continue
        set_request_account_id(account_id)
        set_request_region(region)
        table = source.partition("/stream/")[0].rpartition("/")[2]
        if table in dynamodb._tables:
            yield dict(mapping), table


def _invoke(mapping: Mapping[str, Any], batch: Sequence[Record]) -> int | None:
    """The position of the first record that failed."""
    function, _config = lambda_svc._get_func_record_for_qualifier(mapping["FunctionName"], mapping.get("Qualifier"))
    if function is None:
        return None  # it was deleted with its stack; so was its mapping
    while (result := lambda_svc._execute_function(function, {"Records": list(batch)})).get("throttle"):
        time.sleep(_THROTTLED_SECONDS)  # no attempt: the function did not run
    if result.get("error"):
        return 0
    body = result.get("body")
    return first_failure(batch, body) if isinstance(body, dict) else None


def first_image(table: str, execution_id: str) -> dict[str, Any] | None:
    """An execution's main item as it was first written, if the table's stream still has it."""
    for record in dynamodb.stream_live_records(table):
        keys, image = record["dynamodb"]["Keys"], record["dynamodb"].get("NewImage", {})
        if keys["execution_id"] == {"S": execution_id} and keys["item"] == {"S": "EXECUTION"}:
            return dict(image)
    return None
