"""
Every bench, one after the other: `make bench`.

One table of ratios, kept in .build/bench.json. It fails where a bench fails, and where a ratio is worse than the
committed one by more than repeated runs differ (bench/reference.json); figures that miss what is promised are listed.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from bench.comparison import missed, read_reference, regressions
from bench.figure import environment_for, kept, table

_BENCHES = (
    "redaction",
    "grounding",
    "fitting",
    "reading",
    "parts",
    "extraction",
    "start",
    "first_call",
    "synthesis",
    "workflow",
    "package",
    "golden",
)
_KEPT = Path(".build/bench.json")
_FIGURES = Path(".build/bench-figures.jsonl")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(_BENCHES)}; without any, all of them")
    names: list[str] = parser.parse_args().names or list(_BENCHES)
    _FIGURES.parent.mkdir(exist_ok=True)
    _FIGURES.unlink(missing_ok=True)
    failed = [name for name in names if _run(name)]
    figures = kept(_FIGURES)
    _KEPT.write_text(json.dumps({**_machine(), "figures": [asdict(one) for one in figures]}, indent=2) + "\n")
    print("\n".join(["", table(figures), "", *missed(figures), f"Kept in {_KEPT}."]))
    worse = list(regressions(figures, read_reference(), is_complete=set(names) == set(_BENCHES)))
    if failed or worse:
        sys.exit("\n".join([*worse, *(f"The bench {name} failed." for name in failed)]))


def _run(name: str) -> int:
    print(f"\n{name}", flush=True)
    return subprocess.run(
        [sys.executable, "-m", f"bench.{name}"], env=environment_for(_FIGURES), check=False
    ).returncode


def _machine() -> dict[str, object]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": platform.machine(),
        "processors": os.cpu_count(),
    }


if __name__ == "__main__":
    main()
