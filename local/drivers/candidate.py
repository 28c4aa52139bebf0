"""
The user's repository, which is only read: which commits are meant, and how they get to the one-machine cloud.

Git obeys a repository's own configuration, hooks and filters. So the repository is asked for names and nothing else;
the push runs in an empty repository of our own that borrows the other's objects.
"""

import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from local.drivers.errors import DriverError
from local.drivers.pusher import as_user, user_of_machine
from local.git import git, git_environment

_READ_ONLY = ("-c", "safe.directory=*", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false")
BRANCH = "refs/heads/main"
BASE = "refs/deployed/base"


@dataclass(frozen=True, slots=True)
class Candidate:
    objects: Path
    shallow: Path  # there only in a shallow clone
    head: str
    base: str | None  # None: HEAD is the first commit, nothing stands for what is deployed


def find_candidate(repository: Path, *, head: str, base: str | None) -> Candidate:
    """
    The commits that `head` and `base` name; `base` is the first parent of `head` when it is not given.

    Raises:
        DriverError: no repository, no commits, no such revision.
    """
    if not repository.is_dir():
        raise DriverError(f"{repository} is no folder: give the path of a git repository with REPO=…")
    _check_repository(repository)
    if not _resolves(repository, "HEAD") and head == "HEAD":
        raise DriverError(f"{repository} has no commit to review: commit something, or name a revision with HEAD=…")
    shallow = _path(repository, "shallow")
    head_id = _commit(repository, head, option="HEAD")
    base_id = _commit(repository, base, option="BASE") if base else _first_parent(repository, head_id)
    if base_id is None and shallow.exists() and head_id in shallow.read_text(encoding="ascii").split():
        raise DriverError(
            f"{repository} is a shallow clone that ends at {head_id[:8]}, so there is nothing to compare it with: "
            "run `git fetch --deepen=50` there, or name another commit with BASE=…"
        )
    return Candidate(_path(repository, "objects"), shallow, head_id, base_id)


def push(candidate: Candidate, clone_url: str) -> bool:
    """
    Bring both commits to the cloud; whether the branch has moved, and thereby started the pipeline.

    Raises:
        DriverError: the repository lacks objects (a partial clone).
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        git("init", "--quiet", "--bare", "--template=", ".", folder=folder)
        (folder / "objects" / "info").mkdir(exist_ok=True)
        (folder / "objects" / "info" / "alternates").write_text(f"{candidate.objects}\n", encoding="utf-8")
        if candidate.shallow.exists():
            shutil.copyfile(candidate.shallow, folder / "shallow")
        before = git("ls-remote", clone_url, BRANCH, folder=folder).partition("\t")[0]
        for reference, commit in ((BASE, candidate.base), (BRANCH, candidate.head)):
            if commit:  # one push each: git's server loses its way when two references make it shallow at once
                _push(folder, clone_url, commit, reference)
        return before != candidate.head


def _push(folder: Path, clone_url: str, commit: str, reference: str) -> None:
    try:
        git(*as_user(user_of_machine()), "push", "--quiet", clone_url, f"+{commit}:{reference}", folder=folder)
    except subprocess.CalledProcessError as error:
        raise DriverError(_why_not_pushed(folder, commit, error.stderr)) from error


def _check_repository(repository: Path) -> None:
    answer = _ask(repository, "rev-parse", "--show-object-format")
    if answer is None:
        raise DriverError(f"{repository} is no git repository: give the top folder of one, or a bare one, with REPO=…")
    if answer != "sha1":
        raise DriverError(f"{repository} names its objects by SHA-256; CodeCommit takes repositories with SHA-1 only.")


def _resolves(repository: Path, revision: str) -> bool:
    return _ask(repository, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}") is not None


def _commit(repository: Path, revision: str, *, option: str) -> str:
    found = _ask(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found is None:
        raise DriverError(f"{revision!r} names no commit in {repository}: give a branch, tag or commit with {option}=…")
    return found


def _first_parent(repository: Path, commit_id: str) -> str | None:
    return _ask(repository, "rev-parse", "--verify", "--quiet", f"{commit_id}^1")


def _path(repository: Path, name: str) -> Path:
    """A path inside the repository's folder, wherever a worktree or a bare repository has it."""
    return Path(_ask(repository, "rev-parse", "--path-format=absolute", "--git-path", name) or "")


def _ask(repository: Path, *arguments: str) -> str | None:
    """What git answers; None: it cannot. Folders above are not looked into: REPO is the repository that is meant."""
    environment = {
        **git_environment(),
        "GIT_CEILING_DIRECTORIES": str(repository.resolve().parent),
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
    }
    done = subprocess.run(
        ["git", *_READ_ONLY, *arguments],
        cwd=repository,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return done.stdout.strip() if done.returncode == 0 else None


def _why_not_pushed(folder: Path, commit: str, stderr: str) -> str:
    """Of a missing object git says many things, and at times only that the other end hung up."""
    try:
        git("rev-list", "--objects", "--quiet", commit, folder=folder)
    except subprocess.CalledProcessError:
        return "The repository lacks objects (a partial clone?): run `git fetch --refetch --no-filter` there first."
    last = (stderr.strip().splitlines() or ["git did not say why"])[-1]
    return f"The commits cannot be pushed to the one-machine cloud: {last}"
