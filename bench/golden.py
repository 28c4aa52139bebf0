"""
How many places of real review comments are still in the prompt: `make bench GOLDEN=folder`, `python -m bench.golden`.

The folder holds `positive_samples.json` of AACR-Bench (github.com/alibaba/aacr-bench, Apache-2.0) and clones of the
projects it names, each as OWNER+NAME/repo. Changes whose commits are not there are left out, and counted.
"""

import gzip
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.figure import Figure, keep, table
from bench.fitting import peer_fit, shown
from bench.help import only_help
from buildspec.extract_change.baseline import Deployment, choose_baseline
from buildspec.extract_change.change import extract
from buildspec.extract_change.git import GitError
from buildspec.extract_change.repository import open_repository
from lambdas.shared.domain.assessment import Assessment, assess
from lambdas.shared.domain.diff import parse_diff
from lambdas.shared.domain.fitting import fit

_WINDOWS = (8_000, 32_000, 100_000)
_PULL_REQUEST = re.compile(r"github\.com/([\w.-]+)/([\w.-]+)/pull/\d+")

Place = tuple[str, int]  # a line of the new file


@dataclass(frozen=True, slots=True)
class Golden:
    """One commented change; each comment by the lines of the diff that it is about."""

    assessment: Assessment
    comments: tuple[frozenset[Place], ...]


def main() -> None:
    folder = os.environ.get("GOLDEN", "")
    if not folder:
        print("GOLDEN names no folder with AACR-Bench and clones of its projects: not measured.")
        return
    samples = json.loads((Path(folder) / "positive_samples.json").read_text("utf-8"))
    changes = [golden for sample in samples if (golden := _read(sample, Path(folder)))]
    comments = sum(len(golden.comments) for golden in changes)
    print(f"{len(changes)} of {len(samples)} changes are at hand, with {comments} comments on lines of their diffs")
    if not comments:
        sys.exit("No change could be read.")
    figures = list(_retention(changes, comments))
    print(table(figures))
    keep(figures)


def _retention(changes: Iterable[Golden], comments: int) -> Iterator[Figure]:
    changes = tuple(changes)
    for window in _WINDOWS:
        peer = sum(_kept(golden, [peer_fit(golden.assessment.files, window)]) for golden in changes) / comments
        for most in (1, 8):
            share = sum(_kept(golden, _parts(golden.assessment, window, most)) for golden in changes) / comments
            name = f"golden places kept in {most} x {window:,} tokens"
            yield Figure(name, f"{share:.1%}", f"pr-agent's way, {peer:.1%}", share)


def _parts(assessment: Assessment, window: int, most: int) -> tuple[str, ...]:
    return fit(assessment.change, assessment.files, assessment.facts, window, most_parts=most).parts


def _kept(golden: Golden, parts: Iterable[str]) -> int:
    places = frozenset(place for part in parts for place in _places(part))
    return sum(not comment.isdisjoint(places) for comment in golden.comments)


def _places(diff: str) -> Iterator[Place]:
    for file in parse_diff(diff):
        for hunk in file.hunks:
            yield from ((file.path, line.new_line) for line in hunk.lines if line.new_line is not None)


def _read(sample: dict[str, Any], folder: Path) -> Golden | None:
    project = _PULL_REQUEST.search(sample["githubPrUrl"])
    repository = folder / f"{project[1]}+{project[2]}" / "repo" if project else folder
    if not project or not repository.is_dir():
        return None
    try:
        assessment = _assessed(repository, sample["source_commit"], sample["target_commit"])
    except GitError:
        return None
    places = frozenset(_places("".join(map(shown, assessment.files))))
    lines = (frozenset(_commented(comment)) & places for comment in sample["comments"])
    return Golden(assessment, tuple(comment for comment in lines if comment))


def _assessed(folder: Path, target: str, head: str) -> Assessment:
    """What the pull request changed: from where it left its target."""
    with open_repository(folder) as repository:
        base = repository.git.run("merge-base", target, head).decode().strip()
        deployed = [Deployment(base, "2026-10-01T08:00:00Z")]
        extraction = extract(repository, choose_baseline(repository, head, deployments=deployed, configured=""), head)
        return assess(extraction.captured, gzip.decompress(extraction.diff.compressed).decode())


def _commented(comment: dict[str, Any]) -> Iterator[Place]:
    first, last = sorted((int(comment["from_line"] or 0), int(comment["to_line"] or 0)))
    return ((comment["path"], line) for line in range(first, last + 1) if comment["side"] == "right")


if __name__ == "__main__":
    only_help("bench.golden", __doc__)
    main()
