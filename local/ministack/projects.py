"""CodeBuild's projects and builds as MiniStack keeps them; it lists builds, but runs none without Docker."""

import copy
from typing import Any

from ministack.services import codebuild


def find_project(name: str) -> dict[str, Any] | None:
    """In the spelling of BatchGetProjects."""
    project = codebuild._projects.get(name)
    return None if project is None else copy.deepcopy(project)


def save_build(build: dict[str, Any]) -> None:
    """From now on BatchGetBuilds and ListBuilds tell of it."""
    codebuild._builds[build["id"]] = copy.deepcopy(build)


def find_build(build_id: str) -> dict[str, Any] | None:
    build = codebuild._builds.get(build_id)
    return None if build is None else copy.deepcopy(build)
