"""
How far each ratio differs between runs of the same program: `python -m bench.noise RUN… > bench/reference.json`.

Each RUN is the .build/bench.json, or the lines of figures, of one run. The committed ratio is the median of the runs;
the noise is twice the largest distance from it that any run had, and of what differs at all no less than 15 %: a few
runs of one hour do not show how a machine with other work on it differs from itself.
"""

import argparse
import json
import math
import platform
import statistics
import sys
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.figure import Figure, kept

_LEAST_RUNS = 5
_LEAST_NOISE = 0.15


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", nargs="+", type=Path, metavar="RUN")
    runs = [_figures(path) for path in parser.parse_args().runs]
    ratios: defaultdict[str, list[float]] = defaultdict(list)
    optional = {figure.name for run in runs for figure in run if figure.is_optional}
    for figure in (figure for run in runs for figure in run):
        ratios[figure.name].append(figure.ratio)
    if few := sorted(name for name, found in ratios.items() if len(found) < _LEAST_RUNS):
        sys.exit(f"Fewer than {_LEAST_RUNS} runs measured {', '.join(few)}.")
    print(json.dumps(reference(ratios, optional), indent=2))


def reference(ratios: Mapping[str, Sequence[float]], optional: Container[str] = ()) -> dict[str, object]:
    measured = f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {platform.machine()}"
    expected = {name: _expected(found) for name, found in sorted(ratios.items())}
    for name, one in expected.items():
        if name in optional:
            one["is_optional"] = True
    return {"measured": measured, "figures": expected}


def _expected(found: Sequence[float]) -> dict[str, float]:
    median = statistics.median(found)
    farthest = max(abs(one - median) for one in found) / median
    noise = max(math.ceil(farthest * 200) / 100, _LEAST_NOISE) if farthest else 0.0
    return {"ratio": round(median, 4), "noise": noise}


def _figures(path: Path) -> tuple[Figure, ...]:
    if path.suffix == ".jsonl":
        return kept(path)
    return tuple(Figure(**one) for one in json.loads(path.read_text("utf-8"))["figures"])


if __name__ == "__main__":
    main()
