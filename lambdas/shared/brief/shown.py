"""A list as far as it is shown."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shown(Generic[T]):
    """The part of a list that is shown, and the number of those that are not."""

    items: tuple[T, ...]
    left_out: int
