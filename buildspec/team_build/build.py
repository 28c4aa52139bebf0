"""Run the commands as one script, as CodeBuild does: what one of them exports, the next one sees."""

import json
import os
import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path

# Ours alone: with these a team's build would import from this program.
_OURS = ("PYTHONPATH", "BUILD_PROGRAM", "BUILD_COMMANDS", "SCAN_SECONDS")


def given_commands() -> tuple[str, ...] | None:
    """The setting `build_commands`; None where the tools are to be recognised."""
    text = os.environ.get("BUILD_COMMANDS", "")
    return tuple(json.loads(text)) if text else None


def run(commands: Sequence[str], evidence: Path) -> int:
    """The exit status of the first command that failed, else 0. EVIDENCE is where a command may leave a report."""
    script = "\n".join(line for command in commands for line in (f"echo {shlex.quote('+ ' + command)}", command))
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], check=False, env={**team_environment(), "EVIDENCE": str(evidence)}
    ).returncode


def team_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _OURS}
