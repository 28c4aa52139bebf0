"""Git, run so that nothing of this machine's configuration and nothing of a repository's content gets executed."""

import os
import subprocess
from pathlib import Path

_NOTHING = os.devnull


def git_environment() -> dict[str, str]:
    """No configuration of the machine or the user: no hooks, filters, credential helpers or LFS."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": _NOTHING,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": _NOTHING,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ATTR_NOSYSTEM": "1",
        "LC_ALL": "C.UTF-8",
    }


def git(*arguments: str, folder: Path) -> str:
    """
    What git printed.

    Raises:
        subprocess.CalledProcessError: with what git said in `stderr`.
    """
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=git_environment(),
        check=True,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    return done.stdout
