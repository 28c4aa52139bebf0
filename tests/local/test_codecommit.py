"""Repositories that one can push to and clone from."""

import os
import subprocess
from pathlib import Path
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError

from local.account.account import Account
from local.lifecycle import RunningCloud
from tests.local.conftest import AUTHOR


def git(*arguments: str, folder: Path) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env={**os.environ, **AUTHOR}, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    git("init", "-q", "-b", "main", ".", folder=tmp_path)
    (tmp_path / "file").write_bytes(os.urandom(3_000_000))  # more than git sends in one piece
    git("add", ".", folder=tmp_path)
    git("commit", "-q", "-m", "one", folder=tmp_path)
    return tmp_path


@pytest.fixture
def url(account: Account) -> str:
    name = f"repository-{uuid4()}"
    created = account.client("codecommit").create_repository(repositoryName=name)
    return str(created["repositoryMetadata"]["cloneUrlHttp"])


def test_what_was_pushed_can_be_cloned(clone: Path, url: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    git("push", "-q", url, "main", folder=clone)

    other = tmp_path_factory.mktemp("clone")
    git("clone", "-q", url, "copy", folder=other)

    assert git("rev-parse", "HEAD", folder=other / "copy") == git("rev-parse", "HEAD", folder=clone)


def test_a_branch_is_told_by_the_api(clone: Path, url: str, account: Account) -> None:
    git("push", "-q", url, "main:release", folder=clone)
    name = url.rpartition("/")[2]

    branch = account.client("codecommit").get_branch(repositoryName=name, branchName="release")["branch"]

    assert branch["commitId"] == git("rev-parse", "HEAD", folder=clone)


def test_a_push_to_no_repository_is_refused(clone: Path, cloud: RunningCloud) -> None:
    with pytest.raises(subprocess.CalledProcessError) as raised:
        git("push", "-q", f"{cloud.endpoint}/v1/repos/nobody", "main", folder=clone)

    assert "not found" in raised.value.stderr


@pytest.mark.parametrize("name", ["../outside", "a/b", "with space", "ends.git"])
def test_a_name_that_is_none_is_refused(account: Account, name: str) -> None:
    with pytest.raises(ClientError, match="InvalidRepositoryNameException"):
        account.client("codecommit").create_repository(repositoryName=name)


def test_hooks_of_this_machine_do_not_run(clone: Path, url: str, cloud: RunningCloud) -> None:
    git("push", "-q", url, "main", folder=clone)

    repository = Path(cloud.state_dir) / "repositories" / f"{url.rpartition('/')[2]}.git"

    assert not (repository / "hooks").exists()
