"""The source folder of a build."""

import shutil
from pathlib import Path

from local.codebuild.artifacts import unzip_artifact
from local.codebuild.request import GitSource, Source
from local.git import git


def place_source(source: Source | None, folder: Path) -> str:
    """Fill the folder; what CODEBUILD_RESOLVED_SOURCE_VERSION says of it."""
    if isinstance(source, GitSource):
        _clone(source, folder)
        return source.commit_id
    folder.mkdir(parents=True, exist_ok=True)
    if source is None:
        return ""
    unzip_artifact(source.content, folder)
    return source.version


def _clone(source: GitSource, folder: Path) -> None:
    """
    All branches and the whole history, with the commit checked out.

    The objects are linked, not copied, and no filter is configured: a repository of any size takes the time of its
    checkout, and nothing it contains is run.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    clone = ("clone", "--quiet", "--no-checkout", "--template=", str(source.repository_path), str(folder))
    git(*clone, folder=folder.parent)
    git("remote", "set-url", "origin", source.clone_url, folder=folder)
    git("fetch", "--quiet", str(source.repository_path), source.commit_id, folder=folder)
    git("checkout", "--quiet", "--detach", source.commit_id, folder=folder)
