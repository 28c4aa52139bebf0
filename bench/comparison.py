"""This run's ratios beside the committed ones: what is worse by more than repeated runs differ is a regression."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.figure import Figure

REFERENCE = Path(__file__).with_name("reference.json")


@dataclass(frozen=True, slots=True)
class Expected:
    ratio: float
    noise: float  # by what share of itself the ratio differs between runs of the same program
    is_optional: bool = False


def read_reference(path: Path = REFERENCE) -> dict[str, Expected]:
    return {name: Expected(**one) for name, one in json.loads(path.read_text("utf-8"))["figures"].items()}


def regressions(
    figures: Iterable[Figure], reference: Mapping[str, Expected], *, is_complete: bool = True
) -> Iterator[str]:
    """One sentence for each figure that is worse than it was, or that is no longer measured in a complete run."""
    found = {figure.name: figure for figure in figures}
    for name, expected in reference.items():
        figure = found.get(name)
        if figure is None:
            if is_complete and not expected.is_optional:
                yield f"{name} is no longer measured."
        elif _is_worse(figure, expected):
            yield f"{name}: {figure.ratio:.2f}, was {expected.ratio:.2f} (noise {expected.noise:.0%})."


def missed(figures: Iterable[Figure]) -> Iterator[str]:
    """One sentence for each promise that this run did not find kept: to be read, and no regression by itself."""
    for figure in figures:
        if not figure.is_kept:
            yield f"Promise missed: {figure.name}, {figure.ratio:.2f} instead of {figure.promise:g}."


def _is_worse(figure: Figure, expected: Expected) -> bool:
    if figure.is_more_better:
        return figure.ratio < expected.ratio * (1 - expected.noise)
    return figure.ratio > expected.ratio * (1 + expected.noise)
