"""A one-machine cloud of the tests' own, driven as a person drives it: by make, or by what make calls."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from local.account.account import Account, Credentials

ROOT = Path(__file__).parents[2]
OPTIONS = ("BASE", "BUILD", "COMMENT", "DECISION", "HEAD", "MODEL", "MODEL_ID", "MODEL_URL", "OUT", "REPO", "SETTINGS")
INSTALLED = (".venv/.stamp", "node_modules/.stamp", ".build/layer.sha256")  # before the tests began
_OF_MAKE = ("MAKEFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "MFLAGS")  # of the one that runs the tests


def make(
    target: str, *, environment: Mapping[str, str], timeout: float = 600, **variables: str
) -> subprocess.CompletedProcess[str]:
    """`make TARGET NAME=value …` in this repository, which installs nothing."""
    installed = [f"--old-file={name}" for name in INSTALLED]
    return subprocess.run(
        ["make", *installed, target, *(f"{name}={value}" for name, value in variables.items())],
        cwd=ROOT,
        env={name: value for name, value in environment.items() if name not in _OF_MAKE},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


@dataclass(frozen=True)
class TestCloud:
    __test__ = False

    folder: Path
    port: int

    def make(self, target, **variables):
        """With what is given on make's command line, as a person gives it."""
        return make(target, environment=self.environment(), **variables)

    def local(self, *arguments, timeout=600, **variables):
        """What make calls, with what it hands on."""
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
