"""Whose account a command works in: the options take the place of the AWS variables of the environment."""

import os
from contextlib import AbstractContextManager
from dataclasses import dataclass

from local import lifecycle
from local.account.environment import environment_with, root_variables
from local.state_folder import folder_of, not_running
from ops.errors import OperatorError

_KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")  # boto3 prefers them to AWS_PROFILE


@dataclass(frozen=True, slots=True)
class Target:
    profile: str | None = None
    region: str | None = None
    is_local: bool = False

    def variables(self) -> dict[str, str | None]:
        """What to set in the environment; None: to be removed from it."""
        if self.is_local:
            return root_variables(_running_cloud())
        changed: dict[str, str | None] = {}
        if self.profile:
            changed |= {**dict.fromkeys(_KEYS), "AWS_PROFILE": self.profile}
        if self.region:
            changed |= {"AWS_REGION": self.region, "AWS_DEFAULT_REGION": self.region}
        return changed


def working_in(target: Target) -> AbstractContextManager[None]:
    """Everything that uses boto3 works in this account and region, until the end."""
    return environment_with(target.variables())


def _running_cloud() -> lifecycle.RunningCloud:
    folder = folder_of(os.environ.get("LOCAL_DIR"))
    cloud = lifecycle.find_running(folder)
    if cloud is None:
        raise OperatorError(not_running(folder))
    return cloud
