"""Extraction in one call, for the tests of what comes out of it."""

import gzip
from dataclasses import dataclass
from pathlib import Path

from buildspec.extract_change.baseline import Baseline, Deployment, choose_baseline
from buildspec.extract_change.change import extract
from buildspec.extract_change.repository import open_repository
from lambdas.shared.domain.change import CapturedChange, Change, FileChange
from lambdas.shared.domain.diff import FileDiff, parse_diff


@dataclass(frozen=True, slots=True)
class Extracted:
    baseline: Baseline
    captured: CapturedChange
    text: str

    @property
    def change(self) -> Change:
        return self.captured.change

    @property
    def files(self) -> dict[str, FileChange]:
        return {file.path: file for file in self.change.files}

    @property
    def diffs(self) -> tuple[FileDiff, ...]:
        return parse_diff(self.text)


def extract_from(folder: Path, *, base: str | None = None, head: str = "HEAD") -> Extracted:
    """The change between two commits; without `base` as on a first deployment."""
    deployments = [Deployment(base, "2026-10-01T08:00:00Z")] if base else []
    with open_repository(folder) as repository:
        candidate = repository.resolve(head)
        assert candidate is not None
        baseline = choose_baseline(repository, candidate, deployments=deployments, configured="")
        extraction = extract(repository, baseline, candidate)
    return Extracted(baseline, extraction.captured, gzip.decompress(extraction.diff.compressed).decode())
