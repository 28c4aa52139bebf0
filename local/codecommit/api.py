"""CodeCommit's API, as far as a person or a program on this machine asks for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from local.cloud.http import ApiError
from local.codecommit.repositories import Repositories, Repository

Parameters = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CodeCommitApi:
    repositories: Repositories

    def operations(self) -> dict[str, Callable[[Parameters], dict[str, Any]]]:
        return {
            "CreateRepository": self.create_repository,
            "DeleteRepository": self.delete_repository,
            "GetBranch": self.get_branch,
            "GetRepository": self.get_repository,
            "ListBranches": self.list_branches,
            "ListRepositories": self.list_repositories,
        }

    def resource(self, parameters: Parameters) -> str:
        """What the caller's policies have to allow the operation on."""
        name = parameters.get("repositoryName")
        return f"{self.repositories.arn_prefix}{name}" if name else "*"

    def create_repository(self, parameters: Parameters) -> dict[str, Any]:
        repository = self.repositories.create(
            parameters.get("repositoryName", ""), description=parameters.get("repositoryDescription", "")
        )
        return {"repositoryMetadata": _metadata(repository)}

    def delete_repository(self, parameters: Parameters) -> dict[str, Any]:
        repository = self.repositories.delete(parameters.get("repositoryName", ""))
        return {"repositoryId": repository.id} if repository else {}

    def get_branch(self, parameters: Parameters) -> dict[str, Any]:
        branch = parameters.get("branchName", "")
        commit_id = self._repository(parameters).branches().get(branch)
        if commit_id is None:
            raise ApiError("BranchDoesNotExistException", f"Branch {branch} does not exist")
        return {"branch": {"branchName": branch, "commitId": commit_id}}

    def get_repository(self, parameters: Parameters) -> dict[str, Any]:
        return {"repositoryMetadata": _metadata(self._repository(parameters))}

    def list_branches(self, parameters: Parameters) -> dict[str, Any]:
        return {"branches": sorted(self._repository(parameters).branches())}

    def list_repositories(self, _parameters: Parameters) -> dict[str, Any]:
        repositories = self.repositories.all()
        return {"repositories": [{"repositoryName": each.name, "repositoryId": each.id} for each in repositories]}

    def _repository(self, parameters: Parameters) -> Repository:
        return self.repositories.get(parameters.get("repositoryName", ""))


def _metadata(repository: Repository) -> dict[str, Any]:
    branches = repository.branches()
    default = "main" if "main" in branches else next(iter(sorted(branches)), None)
    return {
        "repositoryName": repository.name,
        "repositoryId": repository.id,
        "repositoryDescription": repository.description,
        "Arn": repository.arn,
        "accountId": repository.arn.split(":")[4],
        "cloneUrlHttp": repository.clone_url,
        "creationDate": repository.created_at,
        "lastModifiedDate": repository.created_at,
        **({"defaultBranch": default} if default else {}),
    }
