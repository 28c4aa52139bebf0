"""
How long each function's start takes, beside bare boto3: `python -m bench.start [--rivals PYTHON]`.

The import of its handler in a process of its own, as Lambda would do it (code and layer on the path), beside `import
boto3` and one client; processor time, in turns, the median of the ratios. With `--rivals` the import of pr-agent stands
beside them, by the Python of a virtual environment that has it; it is AGPL, and never a dependency of ours.
"""

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path

from bench.figure import Figure, keep, table
from stacks.commands.build_layer import LAYER, ROOT

_TURNS = 7
_LIMIT = 1.5  # times boto3 and one client
_BARE = "import boto3; boto3.client('dynamodb')"
_RIVAL = "from pr_agent.agent.pr_agent import PRAgent"
_ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "PYTHONPATH": f"{ROOT}:{LAYER / 'python'}",
    "AWS_REGION": "eu-west-1",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_ACCESS_KEY_ID": "none",
    "AWS_SECRET_ACCESS_KEY": "none",
    "LAMBDA_TASK_ROOT": str(ROOT),
    "POWERTOOLS_SERVICE_NAME": "bench",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rivals", type=Path, help="a Python that can import pr-agent")
    rival: Path | None = parser.parse_args().rivals
    programs = {step: f"import lambdas.{step}.handler" for step in _steps()}
    figures = list(_starts(programs))
    if rival:
        ours = _seconds(programs["analyze_change"])
        theirs = _seconds(_RIVAL, python=rival)
        figures.append(
            Figure(
                "start beside pr-agent",
                f"{ours:.2f} s",
                f"pr-agent, {theirs:.2f} s",
                ours / theirs,
                is_more_better=False,
            )
        )
    print(table(figures))
    keep(figures)


def _steps() -> list[str]:
    return sorted(path.parent.name for path in (ROOT / "lambdas").glob("*/handler.py"))


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


def _seconds(program: str, *, python: Path = Path(sys.executable)) -> float:
    """Of processor time, Python's own start included on every side."""
    started = subprocess.Popen([python, "-c", program], env=_ENVIRONMENT, cwd=ROOT)
    _, status, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode:
        raise subprocess.CalledProcessError(started.returncode, program)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
