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
_UNUSED = 24  # commits


@dataclass(frozen=True, slots=True)
class Commits:
    folder: Path
    small: str
    large: str  # its change is over 300 KB packed, its review over 60 KB
    unused: Iterator[str]  # small ones, each below the head of what was pushed

    def take(self) -> str:
        """A commit of which nobody has told yet who pushed it."""
        return next(self.unused)


@contextmanager
def repository() -> Iterator[Commits]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        git("init", "--quiet", "--initial-branch=trial", ".", folder=folder)
        commit(folder, {"limits.py": _limits(3)}, "3 retries")
        small = commit(folder, {"limits.py": _limits(7)}, "7 retries")
        unused = [
            commit(folder, {"limits.py": _limits(retries)}, f"{retries} retries") for retries in range(8, 8 + _UNUSED)
        ]
        yield Commits(folder, small, commit(folder, dict(_noise()), "Tables"), iter(unused))


def push(commits: Commits, clone_url: str, *, commit_id: str = "HEAD", branch: str = "trial") -> None:
    """To a branch that starts no pipeline."""
    git("push", "--quiet", clone_url, f"{commit_id}:refs/heads/{branch}", folder=commits.folder)


def commit(folder: Path, files: dict[str, str], message: str) -> str:
    """The id of the new commit."""
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    git("add", "--all", folder=folder)
    git(*_AUTHOR, "commit", "--quiet", "--message", message, folder=folder)
    return git("rev-parse", "HEAD", folder=folder).strip()


def _limits(retries: int) -> str:
    return f'NAME = "orders"\nRETRIES = {retries}\n'


def _noise() -> Iterator[tuple[str, str]]:
    """Files that do not pack well, under names that do not either."""
    chance = random.Random(7)  # noqa: S311 -- no secret
    for _ in range(_FILES):
        name = f"{chance.getrandbits(160):040x}.csv"
        yield name, "".join(f"{chance.getrandbits(400):x}\n" for _ in range(_LINES))
