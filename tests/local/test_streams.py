"""Batches from a stream: tried again, halved, partly done, given up; as Lambda does it."""

from collections.abc import Sequence

import pytest

from local.streams import Delivery, Record, first_failure


def records(*names: str) -> list[Record]:
    return [{"name": name, "dynamodb": {"SequenceNumber": name}} for name in names]


class Function:
    """Fails on `bad` records, as often as they come."""

    def __init__(self, *bad: str, is_reporting: bool = False) -> None:
        self.bad = bad
        self.is_reporting = is_reporting
        self.batches: list[str] = []

    def invoke(self, batch: Sequence[Record]) -> int | None:
        names = [record["name"] for record in batch]
        self.batches.append("".join(names))
        failed = [position for position, name in enumerate(names) if name in self.bad]
        return (failed[0] if self.is_reporting else 0) if failed else None

    def delivered(self, *names: str, retries: int = 2, is_bisecting: bool = False) -> list[list[str]]:
        """What was given up."""
        delivery = Delivery(retries=retries, is_bisecting=is_bisecting, pause_seconds=0)
        return [[record["name"] for record in batch] for batch in delivery.deliver(records(*names), self.invoke)]


def test_a_batch_that_succeeds_is_delivered_once() -> None:
    function = Function()

    assert function.delivered("a", "b") == []
    assert function.batches == ["ab"]


def test_a_bad_batch_is_tried_again_and_then_given_up() -> None:
    function = Function("b")

    assert function.delivered("a", "b") == [["a", "b"]]
    assert function.batches == ["ab"] * 3


def test_a_bad_record_is_found_by_halving_and_only_it_is_given_up() -> None:
    function = Function("c")

    assert function.delivered("a", "b", "c", "d", retries=1, is_bisecting=True) == [["c"]]
    assert function.batches == ["abcd", "ab", "cd", "c", "c", "d"]


def test_what_a_function_reports_as_done_is_not_delivered_again() -> None:
    function = Function("c", is_reporting=True)

    assert function.delivered("a", "b", "c", "d", retries=1) == [["c", "d"]]
    assert function.batches == ["abcd", "cd", "cd"]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({}, None),
        ({"batchItemFailures": []}, None),
        ({"batchItemFailures": [{"itemIdentifier": "c"}, {"itemIdentifier": "b"}]}, 1),
    ],
)
def test_the_earliest_reported_failure_counts(answer: dict, expected: int | None) -> None:
    assert first_failure(records("a", "b", "c"), answer) == expected
