"""What an evaluation leaves behind: results.json for programs, comparison.html for people."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from evals.outcome import Outcome
from evals.page import Told, render_page
from evals.standing import standings

RESULTS = "results.json"


def write_results(
    out: Path, outcomes: Sequence[Outcome], *, command: str, failures: Sequence[str], is_complete: bool
) -> None:
    at = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    machine = f"Python {platform.python_version()} on {platform.machine()}, {os.cpu_count()} processors"
    out.mkdir(parents=True, exist_ok=True)
    told = {
        "at": at,
        "machine": machine,
        "command": command,
        "is_complete": is_complete,
        "is_passed": is_complete and not failures,
        "failures": list(failures),
        "standings": [asdict(one) for one in standings(outcomes)],
        "outcomes": [asdict(one) for one in outcomes],
    }
    text = json.dumps(told, indent=1, ensure_ascii=False, allow_nan=False)
    (out / RESULTS).write_text(f"{text}\n", encoding="utf-8")
    page = render_page(outcomes, Told(command, at, machine, failures, is_complete))
    (out / "comparison.html").write_text(page, encoding="utf-8")
