"""What `make evals` was asked for, by names as in the environment."""

import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evals.case_files import OWN_CASES
from evals.thresholds import DEFAULT

_NAMES = ("CASES", "MODELS", "PROMPTS", "REPEATS", "MODEL_URL", "MAX_COST_USD", "PARALLEL", "OUT", "THRESHOLDS", "YES")


class OptionError(Exception):
    """One sentence for whoever gave it."""


@dataclass(frozen=True, slots=True)
class Options:
    cases: tuple[Path, ...]
    models: tuple[str, ...]
    prompts: tuple[str, ...]
    repeats: int
    model_url: str
    max_cost_usd: float
    side_by_side: int
    out: Path
    thresholds: Path
    asks_first: bool  # before money is spent; never where nobody can answer
    command: str


def read_options(given: Mapping[str, str]) -> Options:
    """
    What was given, with the usual values for the rest.

    Raises:
        OptionError: a number is none, or an address.
    """
    said = {name: given[name] for name in _NAMES if given.get(name)}
    return Options(
        cases=tuple(map(Path, shlex.split(said.get("CASES", "")))) or (OWN_CASES,),
        models=tuple(said.get("MODELS", "offline").split()),
        prompts=tuple(said.get("PROMPTS", "v1").split()),
        repeats=_whole(said, "REPEATS"),
        model_url=_address(said),
        max_cost_usd=_number(said, "MAX_COST_USD", 5),
        side_by_side=_whole(said, "PARALLEL"),
        out=Path(said.get("OUT", ".evals")),
        thresholds=Path(said.get("THRESHOLDS", DEFAULT)),
        asks_first=sys.stdin.isatty() and not given.get("YES"),
        command=" ".join(["make evals", *(f"{name}={shlex.quote(value)}" for name, value in said.items())]),
    )


def _number(said: Mapping[str, str], name: str, usual: float) -> float:
    try:
        number = float(said.get(name, usual))
    except ValueError as error:
        raise OptionError(f"{name}={said[name]} is no number.") from error
    if not number > 0:
        raise OptionError(f"{name}={said[name]} must be more than 0.")
    return number


def _whole(said: Mapping[str, str], name: str) -> int:
    number = _number(said, name, 1)
    if not number.is_integer():
        raise OptionError(f"{name}={said[name]} must be a whole number.")
    return int(number)


def _address(said: Mapping[str, str]) -> str:
    url = said.get("MODEL_URL", "")
    if url and not url.startswith(("http://", "https://")):
        raise OptionError(f"MODEL_URL={url} must begin with http:// or https://.")
    return url.rstrip("/")
