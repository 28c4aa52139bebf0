"""Records of one item go one after the other; those of others need not wait for them."""

import threading
from collections.abc import Sequence

from local.lanes import Lanes
from local.streams import Record
from tests.local.conftest import wait_for


def record(execution_id: str, number: int) -> Record:
    return {"number": number, "dynamodb": {"Keys": {"execution_id": {"S": execution_id}, "item": {"S": str(number)}}}}


def test_an_item_keeps_its_order_and_its_batches_their_size() -> None:
    delivered: list[list[int]] = []
    lanes = Lanes(3, 2, lambda batch: delivered.append([each["number"] for each in batch]))

    lanes.put([record("e-1", number) for number in range(5)])
    wait_for(lambda: lanes.is_idle)

    assert [number for batch in delivered for number in batch] == [0, 1, 2, 3, 4]
    assert max(map(len, delivered)) <= 2


def test_one_that_takes_long_keeps_only_its_own_lane_waiting() -> None:
    is_over, delivered = threading.Event(), set()

    def deliver(batch: Sequence[Record]) -> None:
        execution_id = batch[0]["dynamodb"]["Keys"]["execution_id"]["S"]
        if execution_id == "e-0":
            is_over.wait(60)
        delivered.add(execution_id)

    lanes = Lanes(64, 1, deliver)
    lanes.put([record(f"e-{number}", 0) for number in range(4)])

    wait_for(lambda: len(delivered) == 3)
    assert not lanes.is_idle
    is_over.set()
    wait_for(lambda: lanes.is_idle)
    assert len(delivered) == 4
