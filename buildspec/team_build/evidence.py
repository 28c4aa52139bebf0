"""What the build leaves for the review: JUnit and SARIF files, and always build.json."""

import json
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from buildspec.team_build.sarif import sarif_of
from buildspec.team_build.scan import Scan

_FOLDER = ".evidence"
_REPORTS = ("junit*.xml", "TEST-*.xml", "*.sarif", "*.sarif.json")
_NOT_LOOKED_INTO = {".git", "node_modules", ".venv", "venv", _FOLDER}
_LARGEST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Evidence:
    clone: Path
    started: float  # reports older than this were committed, not made by this build

    @classmethod
    def start(cls, clone: Path) -> Self:
        """An empty folder, whatever the repository brings under its name."""
        folder = clone / _FOLDER
        if folder.is_symlink() or folder.is_file():
            folder.unlink()
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return cls(clone, time.time())

    @property
    def folder(self) -> Path:
        return self.clone / _FOLDER

    def gather(self) -> None:
        """Copy the reports that the build has just written."""
        for number, report in enumerate(self._new_reports(), start=1):
            shutil.copyfile(report, self.folder / f"{number:03}-{report.name}")

    def finish(self, *, commands: int, scans: Sequence[Scan]) -> None:
        """Write what the scanners found, and build.json; one that did not run leaves its reason and no report."""
        for scan in scans:
            if scan.findings is not None:
                self._write(f"{scan.tool}.sarif", sarif_of(scan.tool, scan.findings))
        not_scanned = [scan.in_words for scan in scans if scan.reason]
        self._write("build.json", {"status": "passed", "commands": commands, "not_scanned": not_scanned})

    def _write(self, name: str, data: object) -> None:
        (self.folder / name).write_text(json.dumps(data, indent=1), encoding="utf-8")

    def _new_reports(self) -> Iterator[Path]:
        for pattern in _REPORTS:
            for path in sorted(self.clone.rglob(pattern)):
                if not _NOT_LOOKED_INTO.intersection(path.relative_to(self.clone).parts) and self._is_new(path):
                    yield path

    def _is_new(self, path: Path) -> bool:
        if path.is_symlink() or not path.is_file():
            return False
        status = path.stat()
        return status.st_mtime >= self.started - 1 and status.st_size <= _LARGEST_BYTES
