"""
From a push to the mail on the one-machine cloud, by step: `python -m bench.workflow`.

The cloud is deployed for it, in a folder of its own; after one review that warms it up, the same small repository is
pushed commit by commit. The whole stands beside a bare `git push` of such a commit, each step beside the whole.
"""

import contextlib
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.figure import Figure, keep, table
from bench.help import only_help
from local.git import git
from stacks.commands.build_layer import ROOT

_TURNS = 3
_STEPS = ("push", "Source", "ExtractChange", "analyze_change", "request_approval", "mail")
_AUTHOR = ("-c", "user.name=Dev", "-c", "user.email=dev@example.com")
Span = tuple[int, int]  # milliseconds


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, _cloud(Path(folder) / "cloud") as environment:
        repository = _repository(Path(folder) / "shop")
        runs = [_review(repository, number, environment) for number in range(_TURNS + 1)][1:]
        pushes = [_push(repository, number) for number in range(_TURNS)]
    figures = list(_figures(runs, statistics.median(pushes)))
    print(table(figures))
    keep(figures)


def _figures(runs: list[Mapping[str, Span]], push: float) -> Iterator[Figure]:
    totals = [run["mail"][1] - run["push"][0] for run in runs]
    total = statistics.median(totals)
    beside = f"a bare git push, {push:.0f} ms"
    yield Figure("push to mail", f"{total:.0f} ms", beside, total / push, is_more_better=False)
    for step in _STEPS:
        shares = [(run[step][1] - run[step][0]) / whole for run, whole in zip(runs, totals, strict=True)]
        share = statistics.median(shares)
        value = f"{share * total:.0f} ms"
        yield Figure(f"push to mail: {step}", value, f"the whole, {total:.0f} ms", share, is_more_better=False)


@contextlib.contextmanager
def _cloud(state: Path) -> Iterator[dict[str, str]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "PORT": str(port), "LOCAL_DIR": str(state)}
    try:
        yield environment
    finally:
        subprocess.run([sys.executable, "-m", "local", "stop"], check=True, cwd=ROOT, env=environment)


def _repository(folder: Path) -> Path:
    folder.mkdir()
    git("init", "--quiet", "--initial-branch=main", ".", folder=folder)
    (folder / "orders.py").write_text("LIMIT = 1\n")
    _commit(folder)
    return folder


def _commit(folder: Path) -> None:
    git("add", "--all", folder=folder)
    git(*_AUTHOR, "commit", "--quiet", "--message", "Another limit", folder=folder)


def _change(repository: Path, limit: str) -> None:
    (repository / "orders.py").write_text(f"LIMIT = {limit}\n\n\ndef total(prices):\n    return sum(prices[:LIMIT])\n")
    _commit(repository)


def _review(repository: Path, number: int, environment: Mapping[str, str]) -> Mapping[str, Span]:
    """When each step began and ended."""
    _change(repository, f"1{number}")
    out = repository.parent / f"out-{number}"
    command = [sys.executable, "-m", "local", "review"]
    given = {**environment, "REPO": str(repository), "OUT": str(out), "DECISION": "approve"}
    subprocess.run(command, check=True, cwd=ROOT, env=given, stdout=subprocess.DEVNULL)
    steps = json.loads((out / "timeline.json").read_text("utf-8"))["steps"]
    return {step["step"]: (step["start_ms"], step["end_ms"]) for step in reversed(steps)}


def _push(repository: Path, number: int) -> float:
    """The milliseconds of a push to an empty repository on the same disk, of a commit more each time."""
    target = repository.parent / f"bare-{number}.git"
    git("init", "--quiet", "--bare", str(target), folder=repository)
    _change(repository, f"2{number}")
    start = time.perf_counter()
    git("push", "--quiet", str(target), "HEAD:refs/heads/main", folder=repository)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    only_help("bench.workflow", __doc__)
    main()
