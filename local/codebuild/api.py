"""The part of CodeBuild's API that runs something; MiniStack answers the rest of it."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from local.cloud.http import ApiError
from local.codebuild.builds import Builds
from local.codebuild.request import EnvironmentVariable, GitSource, Source
from local.codecommit.repositories import Repositories
from local.ministack.projects import find_build

Parameters = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CodeBuildApi:
    builds: Builds
    repositories: Repositories
    arn_prefix: str  # arn:aws:codebuild:us-east-1:111122223333:

    def operations(self) -> dict[str, Callable[[Parameters, str], dict[str, Any]]]:
        return {"StartBuild": self.start_build, "StopBuild": self.stop_build}

    def resource(self, parameters: Parameters) -> str:
        """What the caller's policies have to allow the operation on."""
        name = parameters.get("projectName") or parameters.get("id", "").partition(":")[0]
        return f"{self.arn_prefix}project/{name}"

    def start_build(self, parameters: Parameters, caller: str) -> dict[str, Any]:
        project = self.builds.project(parameters.get("projectName", ""))
        given = parameters.get("environmentVariablesOverride", [])
        build = self.builds.start(
            project,
            initiator=caller.rpartition("/")[2],
            source=self._source(project, parameters.get("sourceVersion") or project.get("sourceVersion", "")),
            variables=tuple(EnvironmentVariable(each["name"], each["value"]) for each in given),
        )
        threading.Thread(target=self.builds.run, args=(build,), name=build.id, daemon=True).start()
        return {"build": find_build(build.id)}

    def stop_build(self, parameters: Parameters, _caller: str) -> dict[str, Any]:
        return {"build": self.builds.stop(parameters.get("id", ""))}

    def _source(self, project: Mapping[str, Any], version: str) -> Source | None:
        source = project.get("source", {})
        if source.get("type") == "NO_SOURCE":
            return None
        if source.get("type") != "CODECOMMIT":
            message = f"A build with a source of type {source.get('type')} runs in its pipeline only."
            raise ApiError("InvalidInputException", message)
        repository = self.repositories.get(source["location"].rpartition("/")[2])
        branches = repository.branches()
        branch = (version or "main").removeprefix("refs/heads/")
        return GitSource(
            repository_path=repository.path,
            repository_arn=repository.arn,
            clone_url=repository.clone_url,
            commit_id=branches.get(branch, branch),
            branch=branch,
        )
