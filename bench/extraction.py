"""
How much longer extraction takes than the `git diff` it stands on, and what it needs for a very large one.

    python -m bench.extraction           1,000 files and a diff of about 30 MB, beside `git diff` in the same run
    python -m bench.extraction --large   a diff of about 200 MB, with the peak of memory
"""

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.figure import Figure, keep
from bench.generated_repository import generate_repository
from bench.process_memory import peak_of_all
from buildspec.extract_change.baseline import Deployment, choose_baseline
from buildspec.extract_change.change import Extraction, extract
from buildspec.extract_change.listing import DIFF
from buildspec.extract_change.repository import open_repository

_TURNS = 7
_MOST = 2.0  # times git diff


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", action="store_true", help="a diff of about 200 MB instead of 30")
    large = parser.parse_args().large
    with tempfile.TemporaryDirectory() as folder:
        repository = Path(folder) / "repository.git"
        base, head = generate_repository(
            repository, files=6_700 if large else 1_000, lines_per_file=1_200, changed=0.35
        )
        _compare(repository, base, head, turns=1 if large else _TURNS)


def _compare(repository: Path, base: str, head: str, *, turns: int) -> None:
    """Turn by turn, so that whatever else the machine does slows down both; the median of the pairs' ratios counts."""
    git_seconds, our_seconds = [], []
    for _ in range(turns):
        git_seconds.append(_seconds(lambda: _git_diff(repository, base, head)))
        our_seconds.append(_seconds(lambda: _extract(repository, base, head)))
    with peak_of_all() as peak:
        extraction = _extract(repository, base, head)
    change, size = extraction.captured.change, extraction.diff.size / 1e6
    ours, gits = min(our_seconds), min(git_seconds)
    ratio = statistics.median(our / git for our, git in zip(our_seconds, git_seconds, strict=True))
    sys.stdout.write(
        f"{len(change.files):,} files, {change.changed_lines:,} changed lines, {size:.1f} MB of diff\n"
        f"git diff    {gits:6.2f} s  {size / gits:6.1f} MB/s\n"
        f"extraction  {ours:6.2f} s  {size / ours:6.1f} MB/s, redaction and compression included\n"
        f"ratio       {ratio:6.2f}  the median of {turns} pairs, on {os.cpu_count()} processors\n"
        f"peak memory {_peak_mb():6.0f} MB of the largest process, {peak.megabytes:.0f} MB of all together\n"
    )
    beside = f"git diff, {gits:.2f} s"
    keep([Figure("extraction", f"{ours:.2f} s", beside, ratio, is_more_better=False, promise=_MOST)])


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _git_diff(repository: Path, base: str, head: str) -> None:
    """The same options, and the drivers that find the function of each hunk, which cost git something too."""
    with open_repository(repository) as opened, opened.git.stream(*DIFF, "--raw", "--patch", base, head) as told:
        while told.read(1 << 18):
            pass


def _extract(repository: Path, base: str, head: str) -> Extraction:
    with open_repository(repository) as opened:
        deployments = [Deployment(base, "2026-10-01T08:00:00Z")]
        baseline = choose_baseline(opened, head, deployments=deployments, configured="")
        return extract(opened, baseline, head)


def _peak_mb() -> float:
    """Of the largest process so far, git and the workers among them."""
    kilobytes = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return kilobytes / 1024


if __name__ == "__main__":
    main()
