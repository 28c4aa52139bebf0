"""
`python -m local.server --port P --state-dir D`: the one-machine cloud, in the foreground.

MiniStack reads the environment when it is imported, and its functions inherit it; so this process first exchanges its
own environment for exactly the one the cloud is to have, and then becomes `local.cloud`.
"""

import argparse
import json
import os
import sys
from pathlib import Path

from local.cloud.settings import CloudSettings
from local.state_folder import DEFAULT

CREDENTIALS_FD = "CLOUD_CREDENTIALS_FD"
_CREDENTIALS = (
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_PROFILE",
    "AWS_CONFIG_FILE",
    "AWS_SHARED_CREDENTIALS_FILE",
)


def read_arguments(arguments: list[str]) -> CloudSettings:
    parser = argparse.ArgumentParser(prog="python -m local.server", description="Run the one-machine cloud.")
    parser.add_argument("--port", type=int, default=4566)
    parser.add_argument("--state-dir", type=Path, default=DEFAULT)
    parser.add_argument("--region", default=os.environ.get("AWS_REGION", "us-east-1"))
    parser.add_argument("--model-url", default="", help="an OpenAI-compatible server, to answer Converse")
    parser.add_argument("--bedrock", action="store_true", help="pass Converse on to Amazon Bedrock")
    parser.add_argument("--trial", action="store_true", help="let faults be put between functions and AWS")
    given = parser.parse_args(arguments)
    return CloudSettings(
        port=given.port,
        state_dir=given.state_dir.resolve(),
        region=given.region,
        model_url=given.model_url.rstrip("/").removesuffix("/v1"),
        bedrock=given.bedrock,
        trial=given.trial,
    )


def main() -> None:
    settings = read_arguments(sys.argv[1:])
    (settings.state_dir / "tmp").mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "local.cloud", *sys.argv[1:]]  # the region is in its environment
    environment = settings.environment(os.environ)
    if settings.bedrock:
        environment[CREDENTIALS_FD] = str(_hand_over_credentials())
    os.execve(sys.executable, command, environment)


def _hand_over_credentials() -> int:
    """A pipe to read them from, once: in the environment the functions and the builds would inherit them too."""
    mine = {name: value for name, value in os.environ.items() if name in _CREDENTIALS}
    reading, writing = os.pipe()
    os.write(writing, json.dumps(mine).encode())
    os.close(writing)
    return os.dup2(reading, reading + 100)  # a duplicate outlives the exchange of programs


if __name__ == "__main__":
    main()
