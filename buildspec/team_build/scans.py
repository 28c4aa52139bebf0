"""Run the vulnerability scanners that fit the clone; one that cannot be had, or is late, is said to be missing."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from buildspec.team_build.build import team_environment
from buildspec.team_build.scan import NoAnswerError, Scan
from buildspec.team_build.scanners import SCANNERS, Scanner


def scan(clone: Path) -> list[Scan]:
    """What every scanner that applies has to say; SCAN_SECONDS is the patience for each."""
    patience = int(os.environ.get("SCAN_SECONDS", "300"))
    return [_scan(scanner, clone, patience) for scanner in SCANNERS if scanner.applies(clone)]


def _scan(scanner: Scanner, clone: Path, patience: int) -> Scan:
    if not patience:
        return Scan(scanner.tool, None, "the setting scan_seconds is 0")
    try:
        with tempfile.TemporaryDirectory() as folder:
            program = shutil.which(scanner.program) or _install(scanner, Path(folder), patience)
            answer = _ask([program, *scanner.arguments(clone, Path(folder))], clone, patience)
        findings, reason = scanner.read(answer, clone)
    except NoAnswerError as error:
        return Scan(scanner.tool, None, str(error))
    return Scan(scanner.tool, findings, reason)


def _install(scanner: Scanner, folder: Path, patience: int) -> str:
    """Install the pinned scanner outside the team's environment."""
    if scanner.requirement is None:
        raise NoAnswerError("it is not installed")
    venv = folder / "venv"
    pip = [str(venv / "bin" / "python"), "-m", "pip", "install", "--quiet", scanner.requirement]
    _ask([sys.executable, "-m", "venv", str(venv)], folder, patience)
    _ask(pip, folder, patience)
    program = venv / "bin" / scanner.program
    if not program.exists():
        raise NoAnswerError("it could not be installed")
    return str(program)


def _ask(command: list[str], folder: Path, patience: int) -> str:
    try:
        answer = subprocess.run(
            command, cwd=folder, env=team_environment(), capture_output=True, check=False, text=True, timeout=patience
        )
    except subprocess.TimeoutExpired as error:
        raise NoAnswerError(f"it gave no answer within {patience} seconds") from error
    return answer.stdout
