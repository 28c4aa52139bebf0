"""`AWS::CodeCommit::Repository`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from local.cloud.http import ApiError
from local.codecommit.repositories import Repositories, Repository
from local.ministack.resource_types import Provisioned


@dataclass(frozen=True, slots=True)
class RepositoryType:
    repositories: Repositories

    def create(self, _logical_id: str, properties: Mapping[str, Any], _stack_name: str) -> Provisioned:
        if "Code" in properties:
            message = "The one-machine cloud makes empty repositories only: leave out `Code`, and push."
            raise ValueError(message)
        try:
            repository = self.repositories.create(
                properties["RepositoryName"], description=properties.get("RepositoryDescription", "")
            )
        except ApiError as error:
            raise ValueError(error.message) from error
        return _provisioned(repository)

    def update(self, physical_id: str, properties: Mapping[str, Any], stack_name: str) -> Provisioned:
        repository = self.repositories.find(properties["RepositoryName"])
        if repository is None or repository.id != physical_id:
            return self.create("", properties, stack_name)  # another name is another repository
        return _provisioned(repository)

    def delete(self, physical_id: str) -> None:
        for repository in self.repositories.all():
            if repository.id == physical_id:
                self.repositories.delete(repository.name)


def _provisioned(repository: Repository) -> Provisioned:
    return repository.id, {
        "Arn": repository.arn,
        "Name": repository.name,
        "CloneUrlHttp": repository.clone_url,
        "CloneUrlSsh": repository.clone_url,
    }
