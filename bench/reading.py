"""
How fast a diff is read, stage by stage, and what memory a very large one takes.

    python -m bench.reading           a release of 16 MB, each stage beside unidiff's parse of the same text
    python -m bench.reading --large   200 MB: the function's part of the work, with the peak of memory; then an answer
                                      of ten findings and a summary, checked against all of it
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from unidiff.patch import PatchSet

from bench.figure import Figure, keep, table
from bench.fitting import peer_fit
from bench.mixture import Mixture, make_mixture
from bench.parts import rules_answer
from lambdas.shared.aws.change_store import ChangeStore
from lambdas.shared.domain.answer import read_answer
from lambdas.shared.domain.assessment import Assessment, assess, review_without_model
from lambdas.shared.domain.diff import parse_diff
from lambdas.shared.domain.fitting import fit
from lambdas.shared.domain.grounding.ground import ground_in
from lambdas.shared.domain.grounding.material import Material
from lambdas.shared.domain.injection import find_injections
from lambdas.shared.domain.redaction import redact_diff
from lambdas.shared.domain.rules import find_facts

_SIZE, _LARGE, _SAMPLE = 16_000_000, 200_000_000, 4_000_000
_TURNS = 3
_RIVAL_TURNS = 3  # in each: it is timed on a quarter of the text
_BUDGET = 100_000  # tokens
_LEAST = 5.0  # MB/s: parsing, rules, redaction and fitting together
T = TypeVar("T")


@dataclass(slots=True)
class Stages:
    """Processor seconds of each stage, the best of its turns."""

    seconds: dict[str, float]

    def time(self, name: str, work: Callable[[], T]) -> T:
        start = time.process_time()
        result = work()
        taken = time.process_time() - start
        self.seconds[name] = min(taken, self.seconds.get(name, taken))
        return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", action="store_true", help="200 MB instead of 16, for the memory")
    if parser.parse_args().large:
        measure_memory()
    else:
        measure()


def measure() -> None:
    mixture = make_mixture(_SIZE)
    size = len(mixture.diff) / 1e6
    files = len(mixture.captured.change.files)
    stages, unidiff, peer = Stages({}), Stages({}), Stages({})
    sample = _beginning(mixture.diff, _SAMPLE)
    for _ in range(_TURNS):
        for _ in range(_RIVAL_TURNS):
            unidiff.time("unidiff", lambda: PatchSet(sample))
        facts = _read(mixture, stages)
        _as_the_peer_does(mixture.diff, peer)
    limit = len(sample) / 1e6 / unidiff.seconds["unidiff"]
    print(f"{files:,} files, {size:.1f} MB of diff, {facts:,} facts; one core, processor time, best of {_TURNS}")
    figures = [*_figures(stages.seconds, size, limit), *_parse_and_fit(stages.seconds, size, limit, peer.seconds)]
    print(table(figures))
    keep(figures)


def _figures(seconds: dict[str, float], size: float, limit: float) -> Iterator[Figure]:
    """Each stage beside unidiff, which only parses; then what is promised of them together, in MB/s."""
    beside = f"unidiff, {limit:.1f} MB/s"
    for name, taken in seconds.items():
        yield Figure(f"reading: {name}", f"{size / taken:.1f} MB/s", beside, size / taken / limit)
    promised = size / sum(taken for name, taken in seconds.items() if name != "injection")
    everything = size / sum(seconds.values())
    yield Figure(
        "reading: the four promised", f"{promised:.1f} MB/s", f"{_LEAST:g} MB/s", promised / _LEAST, promise=1.0
    )
    yield Figure("reading: with injection too", f"{everything:.1f} MB/s", f"{_LEAST:g} MB/s", everything / _LEAST)


def _parse_and_fit(
    seconds: Mapping[str, float], size: float, limit: float, peer: Mapping[str, float]
) -> Iterator[Figure]:
    """Both together beside unidiff, which only parses, and beside the peer's algorithm on our parser's files."""
    ours, theirs = seconds["parsing"] + seconds["fitting"], sum(peer.values())
    value = f"{size / ours:.1f} MB/s"
    yield Figure("parse and fit beside unidiff", value, f"unidiff, {limit:.1f} MB/s", size / ours / limit)
    yield Figure("parse and fit beside pr-agent's way", value, f"{size / theirs:.1f} MB/s", theirs / ours)


def _as_the_peer_does(diff: str, stages: Stages) -> None:
    files = stages.time("parsing", lambda: parse_diff(diff))
    stages.time("fitting", lambda: peer_fit(files, _BUDGET))


def _read(mixture: Mixture, stages: Stages) -> int:
    change = mixture.captured.change
    diff, redactions = stages.time("redaction", lambda: redact_diff(mixture.diff))
    files = stages.time("parsing", lambda: parse_diff(diff))
    facts = stages.time("rules", lambda: find_facts(change, files, redactions))
    attempts = stages.time("injection", lambda: find_injections(change, files))
    stages.time("fitting", lambda: fit(change, files, (*attempts, *facts), _BUDGET))
    return len(facts)


def _beginning(diff: str, size: int) -> str:
    """Whole files of it: unidiff takes a second for each megabyte."""
    cut = diff.rfind("\ndiff --git ", 0, size)
    return diff[: cut + 1]


class _FolderStore(ChangeStore):
    """A folder instead of the bucket; read as a stream, as S3 is."""

    def _open(self, key: str) -> BinaryIO:
        return (Path(self.bucket) / key).open("rb")


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_memory() -> None:
    """What the function does with the largest diff: unpacked, assessed and fitted."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "bench.mixture", folder, str(_LARGE)], check=True)
        start = time.process_time()
        item = json.loads((Path(folder) / "item.json").read_text())
        assessment = assess(*_FolderStore(folder).read_files(item))
    size = sum(len(hunk.body) for file in assessment.files for hunk in file.hunks) / 1e6
    fitted = fit(assessment.change, assessment.files, assessment.facts, _BUDGET)
    review_without_model(assessment, reason="")
    seconds = time.process_time() - start
    coverage = fitted.coverage
    print(f"{size:.0f} MB of diff in {seconds:.0f} s, {size / seconds:.1f} MB/s; peak memory {_peak_mb():.0f} MB")
    print(
        f"{coverage.changed_lines_read:,} of {coverage.changed_lines_total:,} changed lines are in the prompt",
        flush=True,
    )
    answer = read_answer(_said(assessment))
    material = Material(assessment.change, assessment.files, assessment.facts)
    for name in ("a first answer", "a second"):
        start = time.process_time()
        ground_in(material, answer)
        print(f"{name} checked in {time.process_time() - start:.0f} s; peak memory {_peak_mb():.0f} MB", flush=True)


def _said(assessment: Assessment) -> dict[str, Any]:
    """What Bedrock gives for the rules' own words."""
    content = [{"toolUse": {"toolUseId": "call-1", "name": "submit_review", "input": rules_answer(assessment)}}]
    return {"output": {"message": {"role": "assistant", "content": content}}, "stopReason": "tool_use"}


if __name__ == "__main__":
    main()
