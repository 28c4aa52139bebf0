"""
Commits of public repositories, by their ids; a bench needs `PUBLIC=folder` to measure anything on them.

The folder holds clones of their repositories, each as OWNER+NAME/repo. None of their code is kept here: git makes each
diff when it is wanted. Commits that are not there are left out, and counted.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from buildspec.extract_change.git import Git, GitError

_SHOW = ("show", "--format=", "--find-renames", "--no-color", "--no-ext-diff", "--no-textconv")


@dataclass(frozen=True, slots=True)
class PublicCommit:
    repository: str  # OWNER/NAME
    commit: str
    paths: tuple[str, ...] = ()  # the part that was taken; none: all of it

    def diff(self, folder: Path) -> str | None:
        """As git shows it; None where the repository or the commit is not in the folder."""
        clone = folder / self.repository.replace("/", "+") / "repo"
        if not clone.is_dir():
            return None
        try:
            shown = Git(clone, options=("-c", "safe.directory=*")).run(*_SHOW, self.commit, "--", *self.paths)
        except GitError:
            return None
        return shown.decode("utf-8")


def read_commits(table: Path) -> dict[str, PublicCommit]:
    """By what each is called in the corpus, in the order of the table."""
    rows = tomllib.loads(table.read_text(encoding="utf-8"))
    return {
        name: PublicCommit(row["repository"], row["commit"], tuple(row.get("paths", ()))) for name, row in rows.items()
    }


def folder_of_clones(environment: Mapping[str, str] = os.environ) -> Path | None:
    named = environment.get("PUBLIC", "")
    return Path(named) if named else None
