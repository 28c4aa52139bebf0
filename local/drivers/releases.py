"""The sample's releases, committed on top of whatever the sample's repository holds, and pushed."""

import shutil
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from local.drivers.prerequisites import ROOT
from local.drivers.pusher import as_user
from local.git import git

SAMPLE = ROOT / "sample"
_PUSHER = "sam"
_AUTHOR = ("-c", "user.name=Sam Sample", "-c", "user.email=sam@example.com")


@dataclass(frozen=True, slots=True)
class Release:
    version: str
    folder: str  # laid over the one before it
    subject: str
    body: str


def read_releases() -> tuple[Release, ...]:
    """In the order in which they are pushed."""
    data = tomllib.loads((SAMPLE / "releases.toml").read_text(encoding="utf-8"))
    return tuple(Release(**release) for release in data["releases"])


def clone(clone_url: str, folder: Path) -> None:
    """The sample's repository as it stands; on a first demo it is empty."""
    folder.mkdir(parents=True)
    git("init", "--quiet", "--initial-branch=main", ".", folder=folder)
    git("remote", "add", "origin", clone_url, folder=folder)
    git("fetch", "--quiet", "origin", folder=folder)
    if git("branch", "--remotes", "--list", "origin/main", folder=folder).strip():
        git("reset", "--quiet", "--hard", "origin/main", folder=folder)


def push(releases: Sequence[Release], folder: Path) -> str:
    """Commit the last of `releases`, as it stands on the ones before it, and push. The commit's id."""
    _empty(folder)
    for release in releases:
        shutil.copytree(
            SAMPLE / release.folder, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__")
        )
    message = f"{releases[-1].subject}\n\n{releases[-1].body.strip()}\n"
    git("add", "--all", folder=folder)
    git(*_AUTHOR, "commit", "--quiet", "--allow-empty", "--no-gpg-sign", "--message", message, folder=folder)
    git(*as_user(_PUSHER), "push", "--quiet", "origin", "HEAD:refs/heads/main", folder=folder)
    return git("rev-parse", "HEAD", folder=folder).strip()


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name != ".git":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
