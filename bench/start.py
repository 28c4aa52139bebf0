"""
How long each function's start takes, beside bare boto3: `python -m bench.start`.

The import of its handler in a process of its own, as Lambda would do it (code and layer on the path), beside `import
boto3` and one client; processor time, in turns, the median of the ratios. Where pr-agent is installed (`make rival`),
its import stands beside the heaviest of ours, both by its Python; it reads its list of prices from the disk.
"""

import argparse
import os
import statistics
import sys
from pathlib import Path

from bench.figure import Figure, keep, table
from bench.process import processor_seconds
from stacks.commands.build_layer import LAYER, ROOT

_TURNS = 7
_LIMIT = 1.5  # times boto3 and one client
_BARE = "import boto3; boto3.client('dynamodb')"
_RIVAL = "from pr_agent.agent.pr_agent import PRAgent"
_RIVALS_PYTHON = ROOT / ".build/rival-venv/bin/python"
_RIVAL_TURNS = 3
_HEAVIEST = "analyze_change"
_ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "PYTHONPATH": f"{ROOT}:{LAYER / 'python'}",
    "AWS_REGION": "eu-west-1",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_ACCESS_KEY_ID": "none",
    "AWS_SECRET_ACCESS_KEY": "none",
    "LAMBDA_TASK_ROOT": str(ROOT),
    "POWERTOOLS_SERVICE_NAME": "bench",
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
}


def main() -> None:
    argparse.ArgumentParser(
        prog="python -m bench.start", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    figures = list(_starts({step: _imported(step) for step in _steps()}))
    if _RIVALS_PYTHON.exists():
        figures.append(_beside_the_rival())
    else:
        print("pr-agent is not installed (`make rival`): its import is not measured.")
    print(table(figures))
    keep(figures)


def _steps() -> list[str]:
    return sorted(path.parent.name for path in (ROOT / "lambdas").glob("*/handler.py"))


def _imported(step: str) -> str:
    return f"import lambdas.{step}.handler"


def _starts(programs: dict[str, str]) -> list[Figure]:
    for program in programs.values():
        _seconds(program)  # what is compiled is compiled once
    turns = [(_seconds(_BARE), {step: _seconds(program) for step, program in programs.items()}) for _ in range(_TURNS)]
    bare = statistics.median(seconds for seconds, _ in turns)
    return [
        Figure(
            name=f"start of {step}",
            value=f"{statistics.median(taken[step] for _, taken in turns) * 1000:.0f} ms",
            beside=f"boto3 and a client, {bare * 1000:.0f} ms",
            ratio=statistics.median(taken[step] / seconds for seconds, taken in turns),
            is_more_better=False,
            promise=_LIMIT,
        )
        for step in programs
    ]


def _beside_the_rival() -> Figure:
    """By the rival's own Python, which has a boto3, too."""
    sides = (_imported(_HEAVIEST), _RIVAL)
    for program in sides:
        _seconds(program, python=_RIVALS_PYTHON)
    turns = [[_seconds(program, python=_RIVALS_PYTHON) for program in sides] for _ in range(_RIVAL_TURNS)]
    ours, theirs = (statistics.median(side) for side in zip(*turns, strict=True))
    return Figure(
        name=f"start of {_HEAVIEST} beside pr-agent's import",
        value=f"{ours * 1000:.0f} ms",
        beside=f"pr-agent, {theirs * 1000:.0f} ms",
        ratio=statistics.median(our / other for our, other in turns),
        is_more_better=False,
        is_optional=True,
    )


def _seconds(program: str, *, python: Path = Path(sys.executable)) -> float:
    """Of processor time, Python's own start included on every side."""
    return processor_seconds([python, "-c", program], _ENVIRONMENT)


if __name__ == "__main__":
    main()
