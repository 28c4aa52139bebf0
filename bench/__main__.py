"""Every bench, one after the other: `make bench`. Each prints its figures, speeds as ratios within its own run."""

import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

_BENCHES = ("redaction", "grounding", "fitting", "reading", "extraction")
_KEPT = Path(".build/bench.json")


def main() -> None:
    figures = {name: _run(name) for name in _BENCHES}
    _KEPT.parent.mkdir(exist_ok=True)
    machine = {"python": platform.python_version(), "processors": os.cpu_count()}
    _KEPT.write_text(json.dumps({"machine": machine, "benches": figures}, indent=2) + "\n")
    print(f"\nKept in {_KEPT}.")
    failed = [name for name, figure in figures.items() if figure["status"]]
    if failed:
        sys.exit(f"These benches failed: {', '.join(failed)}.")


def _run(name: str) -> dict[str, object]:
    """What it prints is shown as it comes, and kept."""
    print(f"\n{name}", flush=True)
    lines, start = [], time.perf_counter()
    with subprocess.Popen([sys.executable, "-m", f"bench.{name}"], stdout=subprocess.PIPE, text=True) as running:
        for line in running.stdout or ():
            print(line, end="", flush=True)
            lines.append(line.rstrip())
    return {"status": running.returncode, "seconds": round(time.perf_counter() - start, 1), "printed": lines}


if __name__ == "__main__":
    main()
