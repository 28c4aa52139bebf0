"""The comparison as one HTML file: no script, nothing fetched from anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from evals.outcome import Outcome
from evals.plot import plot
from evals.standing import Standing, by_case, recall_part, standings
from evals.statistics import Interval, ratio


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says of the run as a whole."""

    command: str
    at: str
    machine: str
    failures: Sequence[str]
    is_complete: bool


def render_page(outcomes: Sequence[Outcome], told: Told) -> str:
    found = standings(outcomes)
    kinds = sorted({one.kind for one in outcomes})
    pages = Environment(
        loader=PackageLoader("evals", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters |= {"share": _share, "interval": _interval, "dollars": _dollars}
    return pages.get_template("page.html.j2").render(
        told=told,
        standings=found,
        plot=plot(found),
        kinds=[(kind, [_recall(outcomes, one, kind) for one in found]) for kind in kinds],
        cases=_cases(outcomes, found),
    )


def _recall(outcomes: Sequence[Outcome], standing: Standing, kind: str) -> float | None:
    mine = [one for one in outcomes if one.kind == kind and _is_of(one, standing)]
    return ratio([recall_part(case) for case in by_case(mine)])


def _cases(outcomes: Sequence[Outcome], found: Sequence[Standing]) -> list[tuple[Outcome, list[Outcome | None]]]:
    """Each case's first review by each entry."""
    rows: list[tuple[Outcome, list[Outcome | None]]] = []
    for repeats in by_case(sorted(outcomes, key=lambda one: (one.kind, one.case))):
        firsts = [next((one for one in repeats if _is_of(one, standing)), None) for standing in found]
        rows.append((repeats[0], firsts))
    return rows


def _is_of(outcome: Outcome, standing: Standing) -> bool:
    return (outcome.entry, outcome.prompt) == (standing.entry, standing.prompt)


def _share(value: float | None) -> str:
    return "n/a" if value is None else f"{value:.0%}".replace("%", " %")


def _interval(value: Interval) -> str:
    return f"{value.low * 100:.0f} to {value.high * 100:.0f}"


def _dollars(value: float | None) -> str:
    return "unknown" if value is None else f"${value:.4f}"
