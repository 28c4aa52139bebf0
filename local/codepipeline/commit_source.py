"""The source action of CodeCommit: the commit a branch points to, as the artifact that the other actions take."""

import io
import json
import subprocess
import zipfile
from datetime import UTC, datetime

from local.cloud.http import ApiError
from local.codecommit.repositories import Repositories, Repository
from local.codepipeline.artifact_store import ArtifactStore
from local.codepipeline.executions import ActionExecution, Execution, Outcome, Revision, Status
from local.git import git, git_environment

_FIELDS = ("%H", "%an", "%aI", "%cI", "%ct", "%B")


def run_commit_source(
    execution: Execution, run: ActionExecution, *, repositories: Repositories, store: ArtifactStore
) -> Outcome:
    repository = repositories.get(run.configuration["RepositoryName"])
    branch = run.configuration["BranchName"]
    commit_id = execution.wanted_revisions.get(run.action.name) or repository.branches().get(branch, "")
    if not commit_id or not repository.has_commit(commit_id):
        message = f"The repository {repository.name} has no branch {branch}, or not this commit: push one."
        raise ApiError("ConfigurationError", message)
    commit = _read_commit(repository, commit_id)
    artifact_name = run.action.outputs[0]
    is_full_clone = run.configuration.get("OutputArtifactFormat") == "CODEBUILD_CLONE_REF"
    revision = Revision(
        action_name=run.action.name,
        artifact_name=artifact_name,
        repository_name=repository.name,
        branch=branch,
        revision_id=commit_id,
        summary=commit["%B"].strip(),
        created_at=float(commit["%ct"]),
        is_full_clone=is_full_clone,
    )
    content = _reference(repository, revision) if is_full_clone else _archive(repository, commit_id)
    return Outcome(
        Status.SUCCEEDED,
        external_id=commit_id,
        summary=revision.summary,
        artifacts=(store.put(artifact_name, content, revision=revision),),
        variables={
            "RepositoryName": repository.name,
            "BranchName": branch,
            "CommitId": commit_id,
            "CommitMessage": revision.summary,
            "AuthorDate": _utc(commit["%aI"]),
            "CommitterDate": _utc(commit["%cI"]),
        },
    )


def _read_commit(repository: Repository, commit_id: str) -> dict[str, str]:
    shown = git("show", "--no-patch", f"--format={'%x00'.join(_FIELDS)}", commit_id, folder=repository.path)
    return dict(zip(_FIELDS, shown.split("\0"), strict=True))


def _reference(repository: Repository, revision: Revision) -> bytes:
    """What stands in the bucket for a full clone: not the files, but where CodeBuild gets them."""
    reference = {
        "provider": "CodeCommit",
        "repository": repository.arn,
        "cloneUrl": repository.clone_url,
        "branch": revision.branch,
        "commitId": revision.revision_id,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("codebuild_clone_reference.json", json.dumps(reference))
    return buffer.getvalue()


def _archive(repository: Repository, commit_id: str) -> bytes:
    command = ["git", "archive", "--format=zip", commit_id]
    done = subprocess.run(command, cwd=repository.path, env=git_environment(), check=True, capture_output=True)
    return done.stdout


def _utc(text: str) -> str:
    return datetime.fromisoformat(text).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
