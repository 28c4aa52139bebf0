"""
The committed result of what runs on any machine: `make evals-reference MODEL_URL=http://127.0.0.1:8080`.

The rules alone on every case; and on four small ones a model of 135M parameters (`make model`), as it is, without the
instruction against inventing, with two candidates, and behind triage. Takes the small model half an hour and more.
Without MODEL_URL the rules alone are measured anew, and what was measured with the model stays as it is, with its date.
What was answered once is kept in .evals, so the same command goes on where it was interrupted. CASES="path …" tries it
on other cases than the four, and leaves the committed result alone.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from evals.__main__ import main
from evals.case_files import OWN_CASES
from evals.results import RESULTS

_FILE = Path(__file__).parent / "reference.json"
_OUT = Path(".evals")
_SMALL = ("kubernetes-privileged", "markdown-guide", "python-payment-timeout", "sql-drop-column")
_FEW = " ".join(os.path.relpath(OWN_CASES / name) for name in _SMALL)
_RUNS: tuple[dict[str, str], ...] = (
    {"MODELS": "offline"},
    {"MODELS": "offline smollm2 triage:offline,smollm2", "PROMPTS": "v1 v1~no-inventions", "CASES": _FEW},
    {"MODELS": "smollm2 smollm2*2", "CASES": _FEW},
)
_KEPT = ("command", "at", "machine", "is_passed", "failures", "standings")


def write_reference() -> int:
    """The exit status: 0 unless a run could not be brought to its end; a threshold that is not reached is a result."""
    url, tried = os.environ.get("MODEL_URL", ""), os.environ.get("CASES", "")
    known: list[dict[str, Any]] = json.loads(_FILE.read_text(encoding="utf-8"))["runs"]
    runs: list[dict[str, Any]] = []
    for options in _RUNS if url else _RUNS[:1]:
        given = {**options, "OUT": str(_OUT), "MODEL_URL": url if "CASES" in options else ""}
        given |= {"CASES": tried} if tried else {}
        status = main(given)
        if status > 1:
            return status
        result = json.loads((_OUT / RESULTS).read_text(encoding="utf-8"))
        runs.append({key: result[key] for key in _KEPT})
    if tried:
        return 0
    _FILE.write_text(
        json.dumps({"runs": [*runs, *known[len(runs) :]]}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    return 0


if __name__ == "__main__":
    argparse.ArgumentParser(
        prog="python -m evals.reference", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    sys.exit(write_reference())
