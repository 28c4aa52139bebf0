"""One record that cannot be put right does not keep the others waiting."""

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def each(items: Iterable[T], act: Callable[[T], bool], *, errors: list[Exception]) -> int:
    """How many of the items were acted on. Errors are kept for the caller, who raises them when all have had a turn."""
    acted = 0
    for item in items:
        try:
            acted += act(item)
        except Exception as error:  # noqa: BLE001 -- nothing is swallowed: the sweep ends by raising it
            errors.append(error)
    return acted
