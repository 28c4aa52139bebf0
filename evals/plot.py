"""Quality against cost as a picture: where each entry stands, ready for the template to draw."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from evals.standing import Standing

WIDTH, HEIGHT = 720, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 40, 20, 56
_GAP = 40  # between that column and the first power of ten
_FREE = 90  # width of the column for what costs nothing, or nothing that is known
_POINTS = ("circle", "square", "diamond", "triangle")


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Point:
    number: int  # of the row in the table
    name: str
    shape: str
    x: float
    y: float
    low: float
    high: float
    told: str


@dataclass(frozen=True, slots=True)
class Plot:
    points: tuple[Point, ...]
    across: tuple[Tick, ...]
    upwards: tuple[Tick, ...]
    free_until: float
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    top: int = _TOP
    bottom: int = HEIGHT - _BOTTOM


def plot(found: Sequence[Standing]) -> Plot:
    """Cost grows by powers of ten to the right; what is free stands in a column of its own."""
    priced = [one.cost_per_review_usd for one in found if one.cost_per_review_usd]
    first = math.floor(math.log10(min(priced))) if priced else -3
    last = max(math.ceil(math.log10(max(priced))), first + 1) if priced else -1
    start = _LEFT + _FREE + _GAP
    step = (WIDTH - _RIGHT - start) / (last - first)
    free = [one for one in found if not one.cost_per_review_usd]
    points = []
    for number, one in enumerate(found, start=1):
        if one.recall is None:
            continue
        cost = one.cost_per_review_usd
        place = (free.index(one) + 1) / (len(free) + 1) * _FREE if one in free else 0.0
        points.append(
            Point(
                number=number,
                name=one.name,
                shape=_POINTS[(number - 1) % len(_POINTS)],
                x=start + (math.log10(cost) - first) * step if cost else _LEFT + place,
                y=_height(one.recall.value),
                low=_height(one.recall.low),
                high=_height(one.recall.high),
                told=f"{number}: {one.name}, facts said {one.recall.value:.0%}, {_dollars(cost)} a review",
            )
        )
    across = (Tick(_LEFT + _FREE / 2, "no price"), *_powers(first, last, start, step))
    upwards = tuple(Tick(_height(share / 100), f"{share} %") for share in range(0, 101, 20))
    return Plot(tuple(points), across, upwards, free_until=_LEFT + _FREE)


def _powers(first: int, last: int, start: float, step: float) -> tuple[Tick, ...]:
    return tuple(Tick(start + (power - first) * step, f"${10.0**power:g}") for power in range(first, last + 1))


def _height(share: float) -> float:
    return HEIGHT - _BOTTOM - share * (HEIGHT - _BOTTOM - _TOP)


def _dollars(cost: float | None) -> str:
    return "at an unknown list price" if cost is None else f"${cost:.4f}"
