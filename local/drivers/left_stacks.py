"""Pipelines that stay when another settings file is deployed: with their records, but no longer reviewed."""

import json
from pathlib import Path

from local.account.account import Account

_PREFIX = "DeploymentReview-"  # of a pipeline's stack (app.py)


def left_stacks(account: Account, assembly: Path) -> list[str]:
    """The pipelines' stacks on the cloud that are not in the assembly that was deployed last."""
    pages = account.client("cloudformation").get_paginator("describe_stacks").paginate()
    names = {stack["StackName"] for page in pages for stack in page["Stacks"]}
    artifacts = json.loads((assembly / "manifest.json").read_text(encoding="utf-8"))["artifacts"]
    return sorted(name for name in names if name.startswith(_PREFIX) and name not in artifacts)


def sentence(names: list[str]) -> str:
    stays = "stays with its records" if len(names) == 1 else "stay with their records"
    return (
        f"{', '.join(names)} {stays}, but nothing there is reviewed or recorded "
        "until the settings with it are deployed again."
    )
