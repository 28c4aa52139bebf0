"""
From the start of its process to the end of a function's first call: `python -m bench.first_call`.

One execution is played through once, from push to deployment, and what each function asks of AWS is recorded with its
answer. Then each is called in a process of its own, with its own event, and a server on 127.0.0.1 gives the recorded
answers; beside it bare boto3 makes the same calls of the same server. Processor time, in turns, the median of the
ratios; the server's own is not counted, and no answer is waited for, a model's neither.
"""

import argparse
import json
import pickle
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure, keep, table
from bench.first_call.context import environment_of
from bench.first_call.exchange import FirstCall
from bench.first_call.stand_in import stand_in
from bench.process import processor_seconds

_TURNS = 5


def main() -> None:
    argparse.ArgumentParser(
        prog="python -m bench.first_call", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = [_figure(call, Path(folder)) for call in _recorded(Path(folder))]
    print(table(figures))
    keep(figures)


def _recorded(folder: Path) -> tuple[FirstCall, ...]:
    """In a process of its own: it changes what botocore does."""
    file = folder / "calls"
    command = [sys.executable, "-m", "bench.first_call.scenario", str(file)]
    subprocess.run(command, env=environment_of("bench"), check=True, stdout=subprocess.DEVNULL)
    calls: tuple[FirstCall, ...] = pickle.loads(file.read_bytes())  # noqa: S301 -- written a moment ago
    return tuple(sorted(calls, key=lambda call: call.step))


def _figure(call: FirstCall, folder: Path) -> Figure:
    ours, bare = zip(*_turns(call, folder), strict=True)
    return Figure(
        name=f"first call of {call.step}",
        value=f"{statistics.median(ours) * 1000:.0f} ms",
        beside=f"boto3 and the same {len(call.exchanges)} calls, {statistics.median(bare) * 1000:.0f} ms",
        ratio=statistics.median(our / other for our, other in zip(ours, bare, strict=True)),
        is_more_better=False,
    )


def _turns(call: FirstCall, folder: Path) -> Iterator[tuple[float, float]]:
    event, asked = folder / f"{call.step}.json", folder / f"{call.step}.calls"
    event.write_text(json.dumps(call.event))
    asked.write_bytes(pickle.dumps([(one.service, one.operation, one.asked) for one in call.exchanges]))
    for turn in range(_TURNS + 1):
        ours = _seconds(call, "bench.first_call.handler", call.step, str(event))
        bare = _seconds(call, "bench.first_call.bare", str(asked))
        if turn:  # in the first, what is compiled is compiled
            yield ours, bare


def _seconds(call: FirstCall, module: str, *arguments: str) -> float:
    with stand_in(call.exchanges) as url:
        environment = {**environment_of(call.step), "AWS_ENDPOINT_URL": url}
        return processor_seconds([sys.executable, "-m", module, *arguments], environment)


if __name__ == "__main__":
    main()
