"""Whose account a program works in: boto3 goes by the environment."""

import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager

import boto3

from local.lifecycle import RunningCloud


def as_root_of(cloud: RunningCloud) -> AbstractContextManager[None]:
    """Until the end, everything that uses boto3 asks this cloud."""
    return environment_with(root_variables(cloud))


def root_variables(cloud: RunningCloud) -> dict[str, str | None]:
    return {"AWS_PROFILE": None, "AWS_SESSION_TOKEN": None, **cloud.environment()}


@contextmanager
def environment_with(variables: Mapping[str, str | None]) -> Iterator[None]:
    """Until the end these are set, and those that are None are not; boto3's default session goes by it."""
    before = dict(os.environ)
    _change(variables)
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
