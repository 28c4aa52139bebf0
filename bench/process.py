"""What a process of its own costs."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from stacks.commands.build_layer import ROOT


def processor_seconds(command: Sequence[str | Path], environment: Mapping[str, str]) -> float:
    """
    Until it ends, Python's own start included; what it prints on stdout is thrown away.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    started = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode:
        raise subprocess.CalledProcessError(started.returncode, command)
    return used.ru_utime + used.ru_stime
