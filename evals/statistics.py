"""How far a figure from so few cases can be trusted: 95 % intervals."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
_RESAMPLES = 1_000
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Interval:
    value: float
    low: float
    high: float


def wilson(successes: int, total: int) -> Interval | None:
    """Of a share of yes and no; honest for few cases and near 0 and 1."""
    if not total:
        return None
    share = successes / total
    scale = 1 + _Z**2 / total
    middle = (share + _Z**2 / (2 * total)) / scale
    spread = _Z / scale * math.sqrt(share * (1 - share) / total + _Z**2 / (4 * total**2))
    return Interval(share, max(0.0, min(share, middle - spread)), min(1.0, max(share, middle + spread)))


def bootstrap(cases: Sequence[T], figure: Callable[[Sequence[T]], float | None]) -> Interval | None:
    """
    Of any figure over cases: they are drawn anew, with replacement. The same cases give the same interval.

    A case is drawn with all of its repeats, since those do not vary as cases do.
    """
    value = figure(cases)
    if value is None:
        return None
    chance = random.Random(len(cases))  # noqa: S311 -- the same each time
    drawn = sorted(one for _ in range(_RESAMPLES) if (one := figure(chance.choices(cases, k=len(cases)))) is not None)
    return Interval(value, drawn[int(0.025 * len(drawn))], drawn[min(len(drawn) - 1, int(0.975 * len(drawn)))])


@dataclass(frozen=True, slots=True)
class Part:
    """What one case adds to a figure that is a sum divided by a sum."""

    over: float
    under: float


def ratio(parts: Sequence[Part]) -> float | None:
    under = sum([part.under for part in parts])
    return sum([part.over for part in parts]) / under if under else None


def mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
