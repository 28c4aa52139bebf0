"""
What a bench found, as `make bench` collects it: a value, and the rival or limit that it was measured beside.

Ratios compare between machines, seconds do not: both sides of a ratio are measured in the same run.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

_VARIABLE = "BENCH_FIGURES"  # where `python -m bench` wants them


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    value: str  # for people: "5.4 MB/s"
    beside: str  # the rival or the limit: "unidiff, 24.8 MB/s"
    ratio: float
    is_more_better: bool = True
    promise: float | None = None  # what the ratio must reach, or not exceed
    is_optional: bool = False  # measured only where a rival is installed

    @property
    def is_kept(self) -> bool:
        if self.promise is None:
            return True
        return self.ratio >= self.promise if self.is_more_better else self.ratio <= self.promise


def keep(figures: Iterable[Figure], environment: Mapping[str, str] = os.environ) -> None:
    """Add them to those of the run; a bench that runs by itself has only printed them."""
    if path := environment.get(_VARIABLE):
        with Path(path).open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(figure)) + "\n" for figure in figures)


def kept(path: Path) -> tuple[Figure, ...]:
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return tuple(Figure(**json.loads(line)) for line in lines)


def environment_for(path: Path) -> dict[str, str]:
    return {**os.environ, _VARIABLE: str(path)}


def table(figures: Iterable[Figure]) -> str:
    rows = [("figure", "value", "beside", "ratio", "promised"), *map(_row, figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _row(figure: Figure) -> tuple[str, ...]:
    sign = "≥" if figure.is_more_better else "≤"
    promised = "" if figure.promise is None else f"{sign} {figure.promise:g}{'' if figure.is_kept else '  MISSED'}"
    return figure.name, figure.value, figure.beside, f"{figure.ratio:.2f}", promised
