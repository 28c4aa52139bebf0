"""The change between two commits: its commits, its files, its text; complete, or a `GitError`."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from buildspec.extract_change.attributes import read_attributes
from buildspec.extract_change.baseline import Baseline
from buildspec.extract_change.commits import list_commits
from buildspec.extract_change.diff_text import DiffText, read_diff_text
from buildspec.extract_change.files import ListedFile, list_files
from buildspec.extract_change.git import Git, GitError
from buildspec.extract_change.repository import Repository
from lambdas.shared.domain.change import CapturedChange, Change, FileChange, FileKind
from lambdas.shared.domain.classes import classify
from lambdas.shared.domain.redaction import redact_text

_POLICY = "deployment-policy.md"
_POLICY_SIZE = 100_000  # characters; what is beyond is left out, and said to be


@dataclass(frozen=True, slots=True)
class Extraction:
    captured: CapturedChange
    diff: DiffText


def extract(repository: Repository, baseline: Baseline, head: str) -> Extraction:
    """
    Everything between the baseline and the candidate.

    Raises:
        GitError: git failed, or what it said in two places does not agree.
        DiffError: the text of the diff was damaged on its way.
    """
    git, base = repository.git, baseline.base
    with ThreadPoolExecutor(max_workers=1) as beside:
        listing = beside.submit(list_files, git, base, head)
        diff = read_diff_text(git, base, head)
        listed = listing.result()
    _check(repository, base, head, listed, diff)
    without = None if base == repository.empty_tree else base
    lost_from = baseline.lost_from
    change = Change(
        base=base,
        head=head,
        baseline_reason=baseline.reason,
        baseline_text=baseline.text,
        commits=list_commits(git, wanted=head, without=without),
        files=_files(git, base, listed, diff),
        lost_commits=list_commits(git, wanted=lost_from, without=head) if lost_from else (),
    )
    return Extraction(CapturedChange(change, diff.redactions, _policy(git, base)), diff)


def _check(repository: Repository, base: str, head: str, listed: tuple[ListedFile, ...], diff: DiffText) -> None:
    """An empty diff is "no change" only where the trees are the same, and a full one has every listed file."""
    if not listed and repository.tree(base) != repository.tree(head):
        raise GitError("git shows no difference between two commits whose files are not the same.")
    shown_twice = sum(file.kind == FileKind.TYPE_CHANGED for file in listed)
    if diff.files != len(listed) + shown_twice:
        raise GitError("git's list of files and its diff do not agree: the diff is not whole.")


def _files(git: Git, base: str, listed: tuple[ListedFile, ...], diff: DiffText) -> tuple[FileChange, ...]:
    attributes = read_attributes(git, base, (file.path for file in listed))
    return tuple(_file(file, attributes.get(file.path, {}), diff.lfs_pointers) for file in listed)


def _file(listed: ListedFile, attributes: Mapping[str, bool], lfs_pointers: Iterable[str]) -> FileChange:
    path = listed.path.decode("utf-8", "replace")
    is_binary = listed.added is None
    return FileChange(
        path=path,
        kind=listed.kind,
        file_class=classify(path, attributes, is_binary=is_binary),
        added=listed.added,
        deleted=listed.deleted,
        old_path=None if listed.old_path is None else listed.old_path.decode("utf-8", "replace"),
        old_mode=listed.old_mode,
        new_mode=listed.new_mode,
        is_binary=is_binary,
        is_lfs_pointer=path in lfs_pointers,
    )


def _policy(git: Git, base: str) -> str | None:
    """The team's deployment policy as it is in production: a candidate can't relax the rules it is judged by."""
    entry = git.run("ls-tree", "-z", "--full-tree", base, "--", _POLICY)
    if not entry.startswith((b"100644 blob ", b"100755 blob ")):
        return None
    object_id = entry.split()[2].decode()
    text, _ = redact_text(git.run("cat-file", "blob", object_id).decode("utf-8", "replace"))
    return text if len(text) <= _POLICY_SIZE else text[:_POLICY_SIZE] + "\n[the rest is left out: too long]\n"
