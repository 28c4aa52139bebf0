"""All builds of this cloud: their numbers, the ones that run, and what BatchGetBuilds tells of them."""

import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from local.cloud.http import ApiError
from local.codebuild.build import Build
from local.codebuild.request import BuildRequest, BuildResult, BuildStatus, EnvironmentVariable, Source
from local.ministack.projects import find_build, find_project, save_build


class Builder(Protocol):
    def prepare(self, request: BuildRequest) -> Build: ...

    def run(self, build: Build) -> BuildResult: ...


@dataclass(slots=True)
class Builds:
    builder: Builder
    _numbers: Counter[str] = field(default_factory=Counter)
    _running: dict[str, Build] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def project(self, name: str) -> dict[str, Any]:
        """
        As BatchGetProjects shows it.

        Raises:
            ApiError: there is none.
        """
        project = find_project(name)
        if project is None:
            raise ApiError("ResourceNotFoundException", f"Project cannot be found: {name}")
        return project

    def start(
        self,
        project: Mapping[str, Any],
        *,
        initiator: str,
        source: Source | None,
        more_sources: Mapping[str, Source] | None = None,
        variables: tuple[EnvironmentVariable, ...] = (),
    ) -> Build:
        """A build, ready to run."""
        with self._lock:
            self._numbers[project["name"]] += 1
            request = BuildRequest(
                project=project,
                build_number=self._numbers[project["name"]],
                initiator=initiator,
                source=source,
                more_sources=more_sources or {},
                variables=variables,
            )
            build = self.builder.prepare(request)
            self._running[build.id] = build
        save_build(_record(build, BuildStatus.IN_PROGRESS))
        return build

    def run(self, build: Build) -> BuildResult:
        """Until it ends."""
        try:
            result = self.builder.run(build)
        finally:
            with self._lock:
                self._running.pop(build.id, None)
        save_build(_record(build, result.status))
        return result

    def stop(self, build_id: str) -> dict[str, Any]:
        with self._lock:
            build = self._running.get(build_id)
        if build is not None:
            build.stopped.set()
        record = find_build(build_id)
        if record is None:
            raise ApiError("ResourceNotFoundException", f"Build cannot be found: {build_id}")
        return record


def _record(build: Build, status: BuildStatus) -> dict[str, Any]:
    project = build.request.project
    is_running = status is BuildStatus.IN_PROGRESS
    return {
        "id": build.id,
        "arn": f"{project['arn'].rpartition(':project/')[0]}:build/{build.id}",
        "buildNumber": build.request.build_number,
        "startTime": build.started_at,
        **({} if is_running else {"endTime": time.time()}),
        "currentPhase": "BUILD" if is_running else "COMPLETED",
        "buildStatus": status.value,
        "projectName": project["name"],
        "phases": list(build.phases),
        "source": project.get("source", {}),
        "artifacts": project.get("artifacts", {}),
        "environment": project.get("environment", {}),
        "serviceRole": project.get("serviceRole", ""),
        "logs": {"groupName": f"/aws/codebuild/{project['name']}", "deepLink": build.log_path.as_uri()},
        "timeoutInMinutes": project.get("timeoutInMinutes", 60),
        "buildComplete": not is_running,
        "initiator": build.request.initiator,
    }
