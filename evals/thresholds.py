"""What must be reached: by each entry, and by each prompt beside the first one."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.outcome import Outcome
from evals.prompts import missing_instructions
from evals.standing import Standing, by_case, recall_part, unsupported_part
from evals.statistics import Interval, Part, bootstrap, ratio
from lambdas.analyze_change.prompt import Prompt
from lambdas.shared.domain import codec

DEFAULT = Path(__file__).parent / "thresholds.toml"
_EVERY, _PROMPTS = "every", "prompts"


class ThresholdError(Exception):
    """One sentence for whoever wrote the file."""


@dataclass(frozen=True, slots=True)
class Least:
    recall: float | None = None
    placed: float | None = None
    brief_recall: float | None = None
    supported: float | None = None  # 1 less the share of unsupported claims
    risk_agreement: float | None = None
    violation_free: float | None = None
    coverage: float | None = None
    agreement: float | None = None
    answered: float | None = None


@dataclass(frozen=True, slots=True)
class Thresholds:
    entries: dict[str, Least]
    unsupported_rise: float | None
    recall_fall: float | None


def read_thresholds(path: Path) -> Thresholds:
    """
    The thresholds of a file; evals/thresholds.toml explains itself.

    Raises:
        ThresholdError: the file is not of the form that its own head describes.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        prompts = table.pop(_PROMPTS, {})
        unknown = {key for entry in table.values() for key in entry} - set(Least.__dataclass_fields__)
        unknown |= set(prompts) - {"unsupported_rise", "recall_fall"}
        if unknown:
            raise ThresholdError(f"{path}: there is no threshold {', '.join(sorted(unknown))}.")
        entries = {name: codec.from_data(Least, entry) for name, entry in table.items()}
    except OSError as error:
        raise ThresholdError(f"{path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, codec.ShapeError, AttributeError) as error:
        raise ThresholdError(f"{path}: {error}.") from error
    return Thresholds(entries, prompts.get("unsupported_rise"), prompts.get("recall_fall"))


def prompt_failures(prompts: Sequence[Prompt]) -> Iterator[str]:
    """What a prompt does not tell the model; known before any model is asked."""
    for prompt in prompts:
        for missing in missing_instructions(prompt):
            yield f"Prompt {prompt.version} lacks the instruction {missing.name}. {missing.why}"


def entry_failures(thresholds: Thresholds, found: Sequence[Standing]) -> Iterator[str]:
    for standing in found:
        least = thresholds.entries.get(standing.entry) or thresholds.entries.get(_EVERY, Least())
        for key in Least.__dataclass_fields__:
            wanted, reached = getattr(least, key), _reached(standing, key)
            if wanted is not None and reached is not None and reached < wanted:
                yield f"{standing.name}: {key} is {reached:.3f}, at least {wanted:g} is wanted."


def prompt_regressions(thresholds: Thresholds, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Each prompt beside the first, on the same cases by the same entry."""
    versions = list(dict.fromkeys(one.prompt for one in outcomes if one.prompt))
    for entry in dict.fromkeys(one.entry for one in outcomes if one.prompt):
        of_entry = [one for one in outcomes if one.entry == entry]
        for version in versions[1:]:
            before = {case[0].case: case for case in by_case(one for one in of_entry if one.prompt == versions[0])}
            after = {case[0].case: case for case in by_case(one for one in of_entry if one.prompt == version)}
            pairs = [(before[name], after[name]) for name in before if name in after]
            told = f"{entry}: with prompt {version} instead of {versions[0]}"
            rise = _difference([(unsupported_part(a), unsupported_part(b)) for a, b in pairs])
            if rise and thresholds.unsupported_rise is not None and rise.low > thresholds.unsupported_rise:
                yield f"{told} the share of unsupported claims rises by {rise.value:.3f} ({_told(rise)})."
            fall = _difference([(recall_part(a), recall_part(b)) for a, b in pairs])
            if fall and thresholds.recall_fall is not None and -fall.high > thresholds.recall_fall:
                yield f"{told} fact recall falls by {-fall.value:.3f} ({_told(Interval(0, -fall.high, -fall.low))})."


def _difference(pairs: Sequence[tuple[Part, Part]]) -> Interval | None:
    """Of the same cases after and before."""

    def change(some: Sequence[tuple[Part, Part]]) -> float | None:
        before, after = ratio([pair[0] for pair in some]), ratio([pair[1] for pair in some])
        return None if before is None or after is None else after - before

    return bootstrap(pairs, change) if pairs else None


def _told(interval: Interval) -> str:
    return f"95 % interval {interval.low:.3f} to {interval.high:.3f}"


def _reached(standing: Standing, key: str) -> float | None:
    if key == "supported":
        return None if standing.unsupported is None else 1 - standing.unsupported.value
    found: Any = getattr(standing, key)
    return found.value if isinstance(found, Interval) else found
