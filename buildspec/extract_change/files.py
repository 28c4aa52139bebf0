"""The files of a change, as git counts them."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from buildspec.extract_change.git import Git, GitError
from lambdas.shared.domain.change import FileKind

SAME_FOR_ALL = (  # what the list and the text of the diff must agree on, said whatever git's defaults become
    "diff",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--ignore-submodules=none",
    "--submodule=short",
    "--diff-algorithm=default",
    "-M",
    "-C",
)
_KINDS = {
    "A": FileKind.ADDED,
    "C": FileKind.COPIED,
    "D": FileKind.DELETED,
    "M": FileKind.MODIFIED,
    "R": FileKind.RENAMED,
    "T": FileKind.TYPE_CHANGED,
}
_WITH_OLD_NAME = (FileKind.RENAMED, FileKind.COPIED)
_ABSENT = "000000"


@dataclass(frozen=True, slots=True)
class ListedFile:
    """One file of `git diff --raw --numstat`; `added` and `deleted` are None for a binary file."""

    path: bytes
    old_path: bytes | None  # of a rename or copy
    kind: FileKind
    old_mode: str | None
    new_mode: str | None
    added: int | None
    deleted: int | None


def list_files(git: Git, base: str, head: str) -> tuple[ListedFile, ...]:
    """
    Every file that differs between two trees, in git's order.

    Raises:
        GitError: git failed, or printed what it never prints.
    """
    told = git.run(*SAME_FOR_ALL, "--raw", "--numstat", "--no-abbrev", "-z", "--end-of-options", base, head)
    tokens = deque(told.split(b"\0")[:-1])
    try:
        entries = list(_read_entries(tokens))
        files = tuple(_count(entry, tokens) for entry in entries)
    except (IndexError, KeyError, ValueError) as error:
        raise GitError("git listed the files of the change in a form that can't be read.") from error
    if tokens:
        raise GitError("git counted the lines of a file that it did not list.")
    return files


@dataclass(frozen=True, slots=True)
class _Entry:
    old_mode: str
    new_mode: str
    kind: FileKind
    names: tuple[bytes, ...]


def _read_entries(tokens: deque[bytes]) -> Iterator[_Entry]:
    """The records of `--raw`: ":100644 100644 ID ID R087", the name, of a rename or copy the new name too."""
    while tokens and tokens[0].startswith(b":"):
        old_mode, new_mode, _, _, letter = tokens.popleft().decode()[1:].split()
        kind = _KINDS[letter[0]]
        names = (tokens.popleft(), tokens.popleft()) if kind in _WITH_OLD_NAME else (tokens.popleft(),)
        yield _Entry(old_mode, new_mode, kind, names)


def _count(entry: _Entry, tokens: deque[bytes]) -> ListedFile:
    """The record of `--numstat` for the same file: "ADDED TAB DELETED TAB name", or no name and then both."""
    added, deleted, name = tokens.popleft().split(b"\t", 2)
    names = (name,) if name else (tokens.popleft(), tokens.popleft())
    if names != entry.names:
        raise ValueError(entry.kind)
    return ListedFile(
        path=names[-1],
        old_path=names[0] if entry.kind in _WITH_OLD_NAME else None,
        kind=entry.kind,
        old_mode=None if entry.old_mode == _ABSENT else entry.old_mode,
        new_mode=None if entry.new_mode == _ABSENT else entry.new_mode,
        added=None if added == b"-" else int(added),
        deleted=None if deleted == b"-" else int(deleted),
    )
