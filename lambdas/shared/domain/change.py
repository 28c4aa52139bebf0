"""What would change in production: the commits and files between the deployed commit and the candidate."""

from dataclasses import dataclass, field
from enum import StrEnum

from lambdas.shared.domain.codec import ABSENT_WHEN_EMPTY

_COMMIT = "commit "
_EMPTY_TREES = {  # git's ids of a tree without files, by SHA-1 and by SHA-256
    "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}


class FileKind(StrEnum):
    """What git says happened to a file (the letter of `git diff --raw`)."""

    ADDED = "added"
    DELETED = "deleted"
    MODIFIED = "modified"
    RENAMED = "renamed"
    COPIED = "copied"
    TYPE_CHANGED = "type_changed"


class FileClass(StrEnum):
    """What a file is for; decides what is read first and which rules apply."""

    SOURCE = "source"
    TEST = "test"
    INFRASTRUCTURE = "infrastructure"
    MIGRATION = "migration"
    DEPENDENCY_MANIFEST = "dependency_manifest"
    LOCK_FILE = "lock_file"
    CI = "ci"
    CONFIGURATION = "configuration"
    DOCUMENTATION = "documentation"
    GENERATED = "generated"
    VENDORED = "vendored"
    DATA = "data"
    BINARY = "binary"


class BaselineReason(StrEnum):
    """Why this commit stands for what is in production now, or how the candidate relates to it."""

    LAST_DEPLOYED = "last_deployed"  # the last deployed execution of this pipeline
    CONFIGURED = "configured"  # no deployment known: the setting `baseline_commit`
    PARENT = "parent"  # nothing known: the candidate's first parent
    EMPTY_TREE = "empty_tree"  # nothing known and no parent: the first commit of the repository
    REWRITTEN = "rewritten"  # the deployed commit is no longer in the repository (force push)
    ROLLBACK = "rollback"  # the candidate is an ancestor of the deployed commit
    REDEPLOYMENT = "redeployment"  # the candidate is the deployed commit


@dataclass(frozen=True, slots=True)
class Commit:
    """Whoever makes a commit writes any name and address into it: they say who claims to be its author."""

    id: str  # 40 hexadecimal digits
    author: str  # "Name <address>", undecodable bytes replaced
    subject: str  # first line of the message
    is_merge: bool = False
    authored_at: str = ""  # ISO 8601 with offset
    author_email: str = field(default="", metadata=ABSENT_WHEN_EMPTY)  # as it stands in the commit, valid or not
    committer: str = field(default="", metadata=ABSENT_WHEN_EMPTY)  # as `author`; empty where it is the author
    committer_email: str = field(default="", metadata=ABSENT_WHEN_EMPTY)  # likewise


def short_commit(commit_id: str) -> str:
    """As briefs, mails and the terminal name it."""
    return commit_id[:8]


def is_nothing(base: str) -> bool:
    """It is no commit: git's empty tree stands for a production in which there is nothing yet."""
    return base in _EMPTY_TREES


def named_base(base: str, reason: str) -> str:
    """For people: the whole commit id, or that there is none. `reason`: a `BaselineReason`, as records have it."""
    if not is_nothing(base):
        return base
    return "nothing: the first deployment" if reason == BaselineReason.EMPTY_TREE else "nothing"


def place_of_commit(commit_id: str) -> str:
    """Where something stands that is in a commit's author or subject, and so in no file."""
    return f"{_COMMIT}{short_commit(commit_id)}"


def is_place_of_commit(path: str) -> bool:
    return path.startswith(_COMMIT)


@dataclass(frozen=True, slots=True)
class FileChange:
    """
    One file of the diff.

    Names that are not UTF-8 carry U+FFFD for each undecodable byte. `added` and `deleted` are the line counts of
    `git diff --numstat`, and None where git counts none (binary files).
    """

    path: str
    kind: FileKind
    file_class: FileClass = field(metadata={"json": "class"})
    added: int | None
    deleted: int | None
    old_path: str | None = None  # set for renames and copies
    old_mode: str | None = None  # "100644", "120000" symlink, "160000" submodule; None when absent
    new_mode: str | None = None
    is_binary: bool = False
    is_lfs_pointer: bool = False

    @property
    def changed_lines(self) -> int:
        return (self.added or 0) + (self.deleted or 0)


@dataclass(frozen=True, slots=True)
class Redaction:
    """A credential that was taken out; its value is nowhere."""

    path: str  # of the file; "commit 1a2b3c4" for one that stood in a commit's author or subject
    line: int | None  # in the new file; in the old file where `is_removed`; None: in the file's name or the commit
    kind: str  # "AWS access key", "private key", …
    is_removed: bool = False  # it stood on a removed line

    @property
    def is_in_commit(self) -> bool:
        return self.line is None and is_place_of_commit(self.path)


@dataclass(frozen=True, slots=True)
class Change:
    """Everything between what is deployed and the candidate. The text of the (redacted) diff travels beside it."""

    base: str  # 40 digits; git's empty tree id when there is none
    head: str  # the candidate
    baseline_reason: BaselineReason
    baseline_text: str  # the reason in one sentence, for the brief
    commits: tuple[Commit, ...]  # newest first; all of base..head
    files: tuple[FileChange, ...]  # in git's order
    lost_commits: tuple[Commit, ...] = ()  # what head lacks of base: a rollback or a rewritten history

    @property
    def changed_lines(self) -> int:
        return sum(file.changed_lines for file in self.files)


@dataclass(frozen=True, slots=True)
class CapturedChange:
    """What extraction saves beside the diff (step 4)."""

    change: Change
    redactions: tuple[Redaction, ...] = ()
    policy: str | None = None  # deployment-policy.md as of the baseline
