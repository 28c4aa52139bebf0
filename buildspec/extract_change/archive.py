"""
A repository that came as an archive, not as CodePipeline's own clone: its files must be those of its commit.

From a clone, CodePipeline deploys what git shows. Whoever makes an archive can put anything beside the history, and
that would be deployed without being in the review.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from buildspec.extract_change.git import GitError
from buildspec.extract_change.repository import Repository
from lambdas.shared.domain.change import short_commit

_CHUNK = 1 << 20


def require_files_of(commit_id: str, folder: Path, repository: Repository) -> None:
    """
    Whatever is deployed from `folder` is what `commit_id` holds: every file by its content, no file more or less.

    Raises:
        GitError: it is not.
    """
    committed = dict(_committed(commit_id, repository))
    found = {path: _blob_id(os.fsencode(folder) + b"/" + path, commit_id) for path in _files(os.fsencode(folder))}
    if differing := [path for path in committed.keys() | found.keys() if committed.get(path) != found.get(path)]:
        raise GitError(
            f"The archive is not a clean clone: {len(differing)} of its files are not those of its commit "
            f"{short_commit(commit_id)}, so that what would be deployed is not what git shows. "
            "Make it from a fresh clone."
        )


def _committed(commit_id: str, repository: Repository) -> Iterator[tuple[bytes, str]]:
    """Path and id of each file; a submodule has no files in a clean clone."""
    for entry in repository.git.run("ls-tree", "-r", "-z", "--full-tree", commit_id).split(b"\0"):
        if entry:
            head, path = entry.split(b"\t", 1)
            _mode, kind, id_ = head.split()
            if kind == b"blob":
                yield path, id_.decode()


def _files(folder: bytes) -> Iterator[bytes]:
    """Relative paths of all files and links, git's own directory excepted."""
    for parent, folders, files in os.walk(folder):
        if parent == folder and b".git" in folders:
            folders.remove(b".git")
        links = [name for name in folders if os.path.islink(os.path.join(parent, name))]  # noqa: PTH114, PTH118
        for name in (*files, *links):
            yield os.path.relpath(os.path.join(parent, name), folder)  # noqa: PTH118 -- names are bytes, which Path has not


def _blob_id(path: bytes, commit_id: str) -> str:
    """The id under which git keeps this content, without any of its conversions; a link's content is its target."""
    hashed = hashlib.sha256() if len(commit_id) == 64 else hashlib.sha1(usedforsecurity=False)
    if os.path.islink(path):  # noqa: PTH114
        target = os.readlink(path)  # noqa: PTH115
        hashed.update(b"blob %d\0" % len(target) + target)
        return hashed.hexdigest()
    with open(path, "rb") as file:  # noqa: PTH123
        hashed.update(b"blob %d\0" % os.fstat(file.fileno()).st_size)
        while chunk := file.read(_CHUNK):
            hashed.update(chunk)
    return hashed.hexdigest()
