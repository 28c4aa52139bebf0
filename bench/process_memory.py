"""The memory of this process and all that it started, together, while something runs (Linux)."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.05  # seconds between two looks
_PROC = Path("/proc")


@dataclass(slots=True)
class Peak:
    megabytes: float = 0.0


@contextmanager
def peak_of_all() -> Iterator[Peak]:
    """The highest sum of PSS seen: what processes share counts once."""
    peak, is_over = Peak(), threading.Event()
    sampler = threading.Thread(target=_sample, args=(peak, is_over), daemon=True)
    sampler.start()
    try:
        yield peak
    finally:
        is_over.set()
        sampler.join()


def _sample(peak: Peak, is_over: threading.Event) -> None:
    while not is_over.wait(_EVERY):
        peak.megabytes = max(peak.megabytes, sum(map(_pss, _family(os.getpid()))) / 1024)


def _family(process: int) -> Iterator[int]:
    yield process
    for children in _PROC.glob(f"{process}/task/*/children"):
        for child in _read(children).split():
            yield from _family(int(child))


def _pss(process: int) -> int:
    """Kilobytes; 0 for a process that has ended."""
    lines = _read(_PROC / str(process) / "smaps_rollup").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii")
    except (FileNotFoundError, ProcessLookupError):
        return ""
