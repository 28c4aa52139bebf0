"""The repository under review: its objects, seen through a git directory of our own (see `git.py` for why)."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from buildspec.extract_change.git import Git, GitError

_ATTRIBUTES = Path(__file__).with_name("language_drivers.gitattributes")
_CONFIGURATION = Path(__file__).with_name("language_drivers.gitconfig")
_COMMIT_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_ASKING = ("-c", "safe.directory=*", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")


@dataclass(frozen=True, slots=True)
class Repository:
    """
    `git` sees the repository's objects and nothing else of it: no references, so every commit goes by its id.

    `origin` runs in the repository itself and only ever asks for names.
    """

    git: Git
    origin: Git
    empty_tree: str

    def resolve(self, revision: str) -> str | None:
        """The id of the commit that a branch, a tag or an id names; None when there is no such commit."""
        if revision.startswith("-"):
            return None
        asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        found = self.origin.run(*asked, accept=(0, 1, 128)).decode("ascii", "replace").strip()
        return found if self.has_commit(found) else None

    def has_commit(self, commit_id: str) -> bool:
        """Is the commit here? False as well for what is no full id, and for an id that is no commit's."""
        if not _COMMIT_ID.fullmatch(commit_id):
            return False
        answer = self.git.run("cat-file", "--batch-check", stdin=f"{commit_id}^{{commit}}\n".encode())
        return answer.startswith(commit_id.encode() + b" commit ")

    def is_ancestor(self, older: str, newer: str) -> bool:
        return self.git.says_yes("merge-base", "--is-ancestor", older, newer)

    def first_parent(self, commit_id: str) -> str | None:
        parents = self.git.run("rev-list", "--parents", "--max-count=1", commit_id).split()[1:]
        return parents[0].decode() if parents else None

    def tree(self, commit_or_tree: str) -> str:
        return self.git.run("rev-parse", "--verify", "--end-of-options", f"{commit_or_tree}^{{tree}}").decode().strip()


@contextmanager
def open_repository(folder: Path) -> Iterator[Repository]:
    """
    The repository in this folder (bare ones too), with its whole history: a shallow clone is deepened first.

    Raises:
        GitError: it is none, or its history cannot be completed.
    """
    with TemporaryDirectory(prefix="extract-change-") as ours:
        around = (("GIT_CEILING_DIRECTORIES", str(folder.resolve().parent)),)
        origin = Git(folder, around, _ASKING)
        git = _our_git(Path(ours), origin)
        _deepen(git, origin)
        empty_tree = git.run("hash-object", "-t", "tree", "--stdin").decode().strip()
        yield Repository(git, origin, empty_tree)


def _our_git(ours: Path, origin: Git) -> Git:
    if not origin.directory.is_dir():
        raise GitError("There is no such folder to review.")
    objects, shallow = _locate(origin)
    object_format = origin.run("rev-parse", "--show-object-format").decode().strip()
    plain = Git(ours)
    plain.run("init", "--quiet", "--bare", "--template=", f"--object-format={object_format}", str(ours))
    (ours / "info").mkdir(exist_ok=True)
    shutil.copyfile(_ATTRIBUTES, ours / "info" / "attributes")
    with (ours / "config").open("ab") as configuration:
        configuration.write(_CONFIGURATION.read_bytes())
    if shallow.exists():
        shutil.copyfile(shallow, ours / "shallow")
    return Git(ours, (("GIT_DIR", str(ours)), ("GIT_OBJECT_DIRECTORY", str(objects))))


def _locate(origin: Git) -> tuple[Path, Path]:
    ask = ("rev-parse", "--path-format=absolute", "--git-path")
    try:
        objects, shallow = (os.fsdecode(origin.run(*ask, name).removesuffix(b"\n")) for name in ("objects", "shallow"))
    except GitError as error:
        raise GitError(
            "This is not a git repository that can be read; in CodePipeline the source action must make a full clone "
            "(CODEBUILD_CLONE_REF)."
        ) from error
    return Path(objects), Path(shallow)


def _deepen(git: Git, origin: Git) -> None:
    """
    Complete the history of a shallow clone; how deep CodePipeline clones is not documented.

    The repository says where from. How to sign in there is the machine's own configuration (CodeBuild's credential
    helper, switched on in the buildspec), never the repository's.
    """
    if not (git.directory / "shallow").exists():
        return
    url = origin.run("config", "--get", "remote.origin.url", accept=(0, 1)).decode(errors="replace").strip()
    if not url:
        raise GitError("The clone is shallow and names no origin to complete it from: give the review a full clone.")
    network = Git(git.directory, (*git.environment, *_machine()), ("-c", "gc.auto=0", "-c", "maintenance.auto=false"))
    try:
        network.run("fetch", "--quiet", "--unshallow", "--no-tags", "--no-recurse-submodules", "--end-of-options", url)
    except GitError as error:
        raise GitError(
            "The clone is shallow and its history could not be fetched from its origin: give the review a full clone, "
            "or let this build sign in there (git-credential-helper)."
        ) from error


def _machine() -> tuple[tuple[str, str], ...]:
    """The machine's own way to sign in; the protocols are those that start no program of the URL's choosing."""
    inherited = ("HOME", "XDG_CONFIG_HOME", "SSH_AUTH_SOCK", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "SSL_CERT_FILE")
    aws = tuple(name for name in os.environ if name.startswith(("AWS_", "CODEBUILD_")))
    kept = tuple((name, os.environ[name]) for name in (*inherited, *aws) if name in os.environ)
    configuration = os.environ.get("GIT_CONFIG_GLOBAL", str(Path(os.environ.get("HOME", os.devnull)) / ".gitconfig"))
    ours = (
        ("GIT_CONFIG_NOSYSTEM", "0"),
        ("GIT_CONFIG_GLOBAL", configuration),
        ("GIT_ALLOW_PROTOCOL", "https:http:ssh:file"),
    )
    return (*kept, *ours)
