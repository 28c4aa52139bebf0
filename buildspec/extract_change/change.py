"""The change between two commits: its commits, its files, its text; complete, or a `GitError`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from buildspec.extract_change.attributes import read_attributes
from buildspec.extract_change.baseline import Baseline
from buildspec.extract_change.commits import list_commits
from buildspec.extract_change.diff_text import DiffText, read_diff
from buildspec.extract_change.git import Git
from buildspec.extract_change.listing import DisagreementError, ListedFile, list_files, shown_name
from buildspec.extract_change.repository import Repository
from lambdas.shared.domain.change import CapturedChange, Change, FileChange
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
    diff = read_diff(git, base, head)
    if not diff.entries and repository.tree(base) != repository.tree(head):
        raise DisagreementError
    listed = list_files(git, base, head, entries=diff.entries, sections=diff.sections)
    without = None if base == repository.empty_tree else base
    lost_from = baseline.lost_from
    commits, in_commits = list_commits(git, wanted=head, without=without)
    lost, in_lost = list_commits(git, wanted=lost_from, without=head) if lost_from else ((), ())
    change = Change(
        base=base,
        head=head,
        baseline_reason=baseline.reason,
        baseline_text=baseline.text,
        commits=commits,
        files=_files(git, base, listed),
        lost_commits=lost,
    )
    redactions = (*in_commits, *in_lost, *diff.redactions)
    return Extraction(CapturedChange(change, redactions, _policy(git, base)), diff)


def _files(git: Git, base: str, listed: Sequence[ListedFile]) -> tuple[FileChange, ...]:
    attributes = read_attributes(git, base, (file.entry.path for file in listed))
    return tuple(_file(file, attributes.get(file.entry.path, {})) for file in listed)


def _file(listed: ListedFile, attributes: Mapping[str, bool]) -> FileChange:
    entry = listed.entry
    is_binary = listed.added is None
    return FileChange(
        path=shown_name(entry.path),
        kind=entry.kind,
        file_class=classify(entry.path.decode("utf-8", "replace"), attributes, is_binary=is_binary),
        added=listed.added,
        deleted=listed.deleted,
        old_path=None if entry.old_path is None else shown_name(entry.old_path),
        old_mode=entry.old_mode,
        new_mode=entry.new_mode,
        is_binary=is_binary,
        is_lfs_pointer=listed.is_lfs_pointer,
    )


def _policy(git: Git, base: str) -> str | None:
    """The team's deployment policy as it is in production: a candidate can't relax the rules it is judged by."""
    entry = git.run("ls-tree", "-z", "--full-tree", base, "--", _POLICY)
    if not entry.startswith((b"100644 blob ", b"100755 blob ")):
        return None
    object_id = entry.split()[2].decode()
    text, _ = redact_text(git.run("cat-file", "blob", object_id).decode("utf-8", "replace"))
    return text if len(text) <= _POLICY_SIZE else text[:_POLICY_SIZE] + "\n[the rest is left out: too long]\n"
