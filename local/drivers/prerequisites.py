"""What this machine must have, looked at before anything is started."""

import shutil
import subprocess
from pathlib import Path

from local.drivers.errors import DriverError
from local.drivers.model_check import check_model
from local.drivers.options import CloudOptions

ROOT = Path(__file__).parents[2]
CDK = ROOT / "node_modules" / ".bin" / "cdk"
_NODE = 20


def check_prerequisites(options: CloudOptions) -> None:
    """
    Git, Node, the CDK CLI, and options that make sense together.

    Raises:
        DriverError: the first that is missing.
    """
    if shutil.which("git") is None:
        raise DriverError("git is missing: install it with your system's package manager, then try again.")
    if _node_version() < _NODE:
        raise DriverError(f"Node {_NODE} or later is missing: install it from nodejs.org, then try again.")
    if not CDK.exists():
        raise DriverError("The CDK CLI is not installed: run `npm ci`, or use make, which does.")
    if not 1 <= options.port <= 65535:
        raise DriverError(f"{options.port} is no port: choose one from 1 to 65535 with PORT=…")
    check_model(options)


def _node_version() -> int:
    """0: there is none."""
    if shutil.which("node") is None:
        return 0
    done = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    number = done.stdout.removeprefix("v").partition(".")[0]
    return int(number) if number.isdecimal() else 0
