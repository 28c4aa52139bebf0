"""The repositories: a bare one for each name."""

import re
import shutil
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from local.cloud.http import ApiError
from local.git import git

_NAME = re.compile(r"(?!.*\.git$)[\w.-]{1,100}", re.ASCII)
_CONFIGURATION = {
    "http.receivepack": "true",  # who can reach the port may push: it is bound to this machine
    "uploadpack.allowAnySHA1InWant": "true",  # CodeBuild fetches the very commit, even when its branch has moved on
    "receive.shallowUpdate": "true",  # a shallow clone can be pushed from
    "receive.fsckObjects": "false",  # CodeCommit takes histories that are older than git's scruples
    "gc.auto": "0",
}


@dataclass(frozen=True, slots=True)
class Repository:
    name: str
    id: str
    path: Path
    arn: str
    clone_url: str
    description: str
    created_at: float

    def branches(self) -> dict[str, str]:
        """Branch name to commit id."""
        listed = git("for-each-ref", "--format=%(refname:lstrip=2) %(objectname)", "refs/heads", folder=self.path)
        return dict(line.rsplit(" ", 1) for line in listed.splitlines())

    def has_commit(self, commit_id: str) -> bool:
        try:
            git("cat-file", "-e", f"{commit_id}^{{commit}}", folder=self.path)
        except subprocess.CalledProcessError:
            return False
        return True


@dataclass(slots=True)
class Repositories:
    folder: Path
    endpoint: str
    arn_prefix: str  # arn:aws:codecommit:us-east-1:111122223333:
    _by_name: dict[str, Repository] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def create(self, name: str, *, description: str = "") -> Repository:
        """
        A new, empty repository.

        Raises:
            ApiError: the name is none, or taken.
        """
        if not _NAME.fullmatch(name):
            raise ApiError("InvalidRepositoryNameException", f"{name!r} cannot be the name of a repository.")
        with self._lock:
            if name in self._by_name:
                raise ApiError("RepositoryNameExistsException", f"A repository named {name} already exists.")
            path = self.folder / f"{name}.git"
            shutil.rmtree(path, ignore_errors=True)
            path.mkdir(parents=True)
            git("init", "--quiet", "--bare", "--initial-branch=main", "--template=", ".", folder=path)
            for key, value in _CONFIGURATION.items():
                git("config", key, value, folder=path)
            self._by_name[name] = Repository(
                name=name,
                id=str(uuid4()),
                path=path,
                arn=f"{self.arn_prefix}{name}",
                clone_url=f"{self.endpoint}/v1/repos/{name}",
                description=description,
                created_at=time.time(),
            )
            return self._by_name[name]

    def find(self, name: str) -> Repository | None:
        return self._by_name.get(name.removesuffix(".git"))

    def get(self, name: str) -> Repository:
        """
        The repository of that name.

        Raises:
            ApiError: there is none.
        """
        repository = self.find(name)
        if repository is None:
            raise ApiError("RepositoryDoesNotExistException", f"{name} does not exist")
        return repository

    def all(self) -> list[Repository]:
        return sorted(self._by_name.values(), key=lambda repository: repository.name)

    def delete(self, name: str) -> Repository | None:
        with self._lock:
            repository = self._by_name.pop(name, None)
        if repository is not None:
            shutil.rmtree(repository.path, ignore_errors=True)
        return repository
