"""
Ranges of real repositories: whether our numbers are git's to the last line, and how fast they are read.

    python -m bench.real_ranges REPOSITORY BASE HEAD [REPOSITORY BASE HEAD …]

The added and deleted lines of each file are compared with what `git diff --numstat` says of the same two commits; it
fails where one differs. The speed is that of redaction, parsing, rules and fitting together, in processor time.
"""

import argparse
import gzip
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from buildspec.extract_change.baseline import choose_baseline
from buildspec.extract_change.change import extract
from buildspec.extract_change.listing import shown_name
from buildspec.extract_change.repository import open_repository
from lambdas.shared.domain.change import CapturedChange
from lambdas.shared.domain.diff import parse_diff
from lambdas.shared.domain.fitting import fit
from lambdas.shared.domain.redaction import redact_diff
from lambdas.shared.domain.rules import find_facts

_BUDGET = 100_000  # tokens
_RANGE = 3  # arguments: repository, base, head

Counts = tuple[int | None, int | None]  # added and deleted lines; None for a binary file


def main(arguments: list[str]) -> None:
    if not arguments or len(arguments) % _RANGE:
        sys.exit(__doc__)
    ranges = [arguments[start : start + _RANGE] for start in range(0, len(arguments), _RANGE)]
    measured = [_measure(Path(folder), base, head) for folder, base, head in ranges]
    sizes, seconds = (sum(part) for part in zip(*((size, taken) for size, taken, _ in measured), strict=True))
    differing = sum(count for _, _, count in measured)
    print(f"{len(ranges)} ranges, {sizes:.1f} MB, {sizes / seconds:.1f} MB/s; files that differ from git: {differing}")
    if differing:
        sys.exit(1)


def _measure(folder: Path, base: str, head: str) -> tuple[float, float, int]:
    """Megabytes, seconds, and how many files' numbers are not git's."""
    captured, diff = _extracted(folder, base, head)
    change = captured.change
    ours: dict[str, Counts] = {file.path: (file.added, file.deleted) for file in change.files}
    gits = dict(_numstat(folder, change.base, change.head))
    differing = [path for path in ours.keys() | gits.keys() if ours.get(path) != gits.get(path)]
    seconds, facts = _read(captured, diff)
    size = len(diff.encode()) / 1e6
    print(
        f"{folder} {base} {head}: {len(change.commits):,} commits; ours {_sum(ours)}; git's {_sum(gits)}; "
        f"{len(differing)} files differ; {facts:,} facts, {size:.2f} MB, {size / seconds:.1f} MB/s",
        flush=True,
    )
    return size, seconds, len(differing)


def _extracted(folder: Path, base: str, head: str) -> tuple[CapturedChange, str]:
    with open_repository(folder) as repository:
        ends = [repository.resolve(revision) for revision in (base, head)]
        if None in ends:
            sys.exit(f"{base} or {head} is no commit of {folder}.")
        baseline = choose_baseline(repository, ends[1] or "", deployments=(), configured=ends[0] or "")
        extraction = extract(repository, baseline, ends[1] or "")
    return extraction.captured, gzip.decompress(extraction.diff.compressed).decode()


def _numstat(folder: Path, base: str, head: str) -> Iterator[tuple[str, Counts]]:
    """With git's own search for renames and copies; of those, numstat gives the old and the new name."""
    command = ["git", "-C", str(folder), "diff", "--numstat", "-z", "-M", "-C", base, head]
    fields = iter(subprocess.run(command, check=True, capture_output=True).stdout.split(b"\0"))
    for field in fields:
        if field:
            added, deleted, path = field.split(b"\t", 2)
            if not path:
                _old, path = next(fields), next(fields)
            yield shown_name(path), (_number(added), _number(deleted))


def _number(told: bytes) -> int | None:
    return None if told == b"-" else int(told)


def _sum(counts: dict[str, Counts]) -> str:
    added, deleted = (sum(count[side] or 0 for count in counts.values()) for side in (0, 1))
    return f"{len(counts):,} files +{added:,} -{deleted:,}"


def _read(captured: CapturedChange, diff: str) -> tuple[float, int]:
    start = time.process_time()
    redacted, redactions = redact_diff(diff)
    files = parse_diff(redacted)
    facts = find_facts(captured.change, files, (*captured.redactions, *redactions))
    fit(captured.change, files, facts, _BUDGET)
    return time.process_time() - start, len(facts)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ranges", nargs="+", metavar="REPOSITORY BASE HEAD")
    main(parser.parse_args().ranges)
