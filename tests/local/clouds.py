"""A one-machine cloud of the tests' own, driven as a person drives it: by `python -m local`."""

import os
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from local.account.account import Account, Credentials

ROOT = Path(__file__).parents[2]
OPTIONS = ("BASE", "BUILD", "COMMENT", "DECISION", "HEAD", "MODEL", "MODEL_ID", "MODEL_URL", "OUT", "REPO")


@dataclass(frozen=True)
class TestCloud:
    __test__ = False

    folder: Path
    port: int

    def local(self, *arguments, timeout=600, **variables):
        return subprocess.run(
            [sys.executable, "-m", "local", *arguments],
            cwd=ROOT,
            env=self.environment(**variables),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    def start_local(self, *arguments, **variables):
        """In the background, to be killed."""
        return subprocess.Popen(
            [sys.executable, "-m", "local", *arguments],
            cwd=ROOT,
            env=self.environment(**variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def environment(self, **variables):
        inherited = {name: value for name, value in os.environ.items() if name not in OPTIONS}
        return {**inherited, "LOCAL_DIR": str(self.folder), "PORT": str(self.port), "TRIAL": "1", **variables}

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def account(self):
        return Account(self.address, "us-east-1", Credentials("test", "test"))

    @property
    def is_running(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


def new_cloud(folder):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return TestCloud(folder, probe.getsockname()[1])


def end(process, number=signal.SIGKILL):
    process.send_signal(number)
    process.communicate(timeout=60)
