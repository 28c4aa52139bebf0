"""The CodeBuild action: a build with the action's variables, its artifacts in the bucket."""

import json
import threading
from dataclasses import dataclass

from local.account.account import Account
from local.cloud.http import ApiError
from local.codebuild.build import Build
from local.codebuild.builds import Builds
from local.codebuild.request import BuildResult, BuildStatus, EnvironmentVariable, GitSource, Source, ZipSource
from local.codecommit.repositories import Repositories
from local.codepipeline.artifact_store import ArtifactStore
from local.codepipeline.executions import ActionExecution, Artifact, Execution, Outcome, Status
from local.ministack.identity import require


@dataclass(frozen=True, slots=True)
class Roles:
    """Who starts the build, and who reads its input and writes its output, as in CodeBuild."""

    action: Account
    project: Account


def run_build(
    execution: Execution, run: ActionExecution, *, builds: Builds, repositories: Repositories, roles: Roles
) -> Outcome:
    project = builds.project(run.configuration["ProjectName"])
    require(roles.action.credentials, action="codebuild:StartBuild", resource=project["arn"])
    store = ArtifactStore(execution.pipeline, roles.project)
    sources = {artifact.name: _source(artifact, store, repositories) for artifact in run.inputs}
    primary = run.configuration.get("PrimarySource") or next(iter(sources), "")
    build = builds.start(
        project,
        initiator=f"codepipeline/{execution.pipeline.name}",
        source=sources.get(primary),
        more_sources={name: source for name, source in sources.items() if name != primary},
        variables=_variables(run.configuration.get("EnvironmentVariables", "[]")),
    )
    result = _run_unless_woken(builds, build, run.wake)
    artifacts = _store(result, run.action.outputs, store) if result.status is BuildStatus.SUCCEEDED else ()
    return Outcome(
        status=Status.SUCCEEDED if result.status is BuildStatus.SUCCEEDED else Status.FAILED,
        external_id=build.id,
        external_url=build.log_path.as_uri(),
        summary=result.message,
        error_code="" if result.status is BuildStatus.SUCCEEDED else "JobFailed",
        error_message=result.message,
        log=str(build.log_path),
        artifacts=artifacts,
        variables=result.exported_variables,
    )


def _run_unless_woken(builds: Builds, build: Build, wake: threading.Event) -> BuildResult:
    """An abandoned action takes its build with it; CodeBuild would let it run on."""
    is_over = threading.Event()

    def stop_when_woken() -> None:
        while not is_over.is_set():
            if wake.wait(0.1):
                build.stopped.set()
                return

    threading.Thread(target=stop_when_woken, daemon=True).start()
    try:
        return builds.run(build)
    finally:
        is_over.set()


def _source(artifact: Artifact, store: ArtifactStore, repositories: Repositories) -> Source:
    content = store.read(artifact)
    revision = artifact.revision
    if revision is None or not revision.is_full_clone:
        return ZipSource(content, f"{artifact.bucket}/{artifact.key}", revision.revision_id if revision else "")
    repository = repositories.get(revision.repository_name)
    require(store.role.credentials, action="codecommit:GitPull", resource=repository.arn)
    return GitSource(
        repository_path=repository.path,
        repository_arn=repository.arn,
        clone_url=repository.clone_url,
        commit_id=revision.revision_id,
        branch=revision.branch,
    )


def _store(result: BuildResult, names: tuple[str, ...], store: ArtifactStore) -> tuple[Artifact, ...]:
    """A secondary artifact goes to the output of its name, the primary one to the output that is left."""
    artifacts = []
    for name in names:
        content = result.secondary_artifacts.get(name, result.artifact)
        if content is None:
            raise ApiError("JobFailed", f"The buildspec makes no artifact for the action's output {name}.")
        artifacts.append(store.put(name, content))
    return tuple(artifacts)


def _variables(text: str) -> tuple[EnvironmentVariable, ...]:
    return tuple(
        EnvironmentVariable(each["name"], str(each["value"]), each.get("type", "PLAINTEXT"))
        for each in json.loads(text)
    )
