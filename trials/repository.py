"""The repository of the trials: a small change, and one too large for the record's item, so that S3 has its part."""

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from local.git import git

_AUTHOR = ("-c", "user.name=A. Developer", "-c", "user.email=developer@example.com")
_FILES, _LINES = 4_000, 2


@dataclass(frozen=True, slots=True)
class Commits:
    folder: Path
    small: str
    large: str  # its change is over 300 KB packed, its review over 60 KB


@contextmanager
def repository() -> Iterator[Commits]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        git("init", "--quiet", "--initial-branch=trial", ".", folder=folder)
        commit(folder, {"limits.py": 'NAME = "orders"\nRETRIES = 3\n'}, "3 retries")
        small = commit(folder, {"limits.py": 'NAME = "orders"\nRETRIES = 7\n'}, "7 retries")
        yield Commits(folder, small, commit(folder, dict(_noise()), "Tables"))


def push(commits: Commits, clone_url: str) -> None:
    """To a branch that starts no pipeline."""
    git("push", "--quiet", clone_url, "HEAD:refs/heads/trial", folder=commits.folder)


def commit(folder: Path, files: dict[str, str], message: str) -> str:
    """The id of the new commit."""
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    git("add", "--all", folder=folder)
    git(*_AUTHOR, "commit", "--quiet", "--message", message, folder=folder)
    return git("rev-parse", "HEAD", folder=folder).strip()


def _noise() -> Iterator[tuple[str, str]]:
    """Files that do not pack well, under names that do not either."""
    chance = random.Random(7)  # noqa: S311 -- no secret
    for _ in range(_FILES):
        name = f"{chance.getrandbits(160):040x}.csv"
        yield name, "".join(f"{chance.getrandbits(400):x}\n" for _ in range(_LINES))
