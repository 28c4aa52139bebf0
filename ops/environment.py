"""Whose account a command works in: the options take the place of the AWS variables of the environment."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import boto3

from local import lifecycle
from ops.errors import OperatorError

_KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")  # boto3 prefers them to AWS_PROFILE
_LOCAL_DIR = ".local"


@dataclass(frozen=True, slots=True)
class Target:
    profile: str | None = None
    region: str | None = None
    is_local: bool = False

    def variables(self) -> dict[str, str | None]:
        """What to set in the environment; None: to be removed from it."""
        if self.is_local:
            return {"AWS_PROFILE": None, "AWS_SESSION_TOKEN": None, **_running_cloud().environment()}
        changed: dict[str, str | None] = {}
        if self.profile:
            changed |= {**dict.fromkeys(_KEYS), "AWS_PROFILE": self.profile}
        if self.region:
            changed |= {"AWS_REGION": self.region, "AWS_DEFAULT_REGION": self.region}
        return changed


@contextmanager
def working_in(target: Target) -> Iterator[None]:
    """Everything that uses boto3 works in this account and region, until the end."""
    before = dict(os.environ)
    _change(target.variables())
    boto3.setup_default_session()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        boto3.DEFAULT_SESSION = None


def _change(variables: Mapping[str, str | None]) -> None:
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    if "AWS_DEFAULT_REGION" not in os.environ and "AWS_REGION" in os.environ:  # boto3 knows only the older name
        os.environ["AWS_DEFAULT_REGION"] = os.environ["AWS_REGION"]


def _running_cloud() -> lifecycle.RunningCloud:
    cloud = lifecycle.find_running(Path(os.environ.get("LOCAL_DIR", _LOCAL_DIR)).absolute())
    if cloud is None:
        raise OperatorError("The one-machine cloud is not running: `make start` starts it.")
    return cloud
