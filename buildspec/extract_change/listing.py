"""The files of a change as `git diff --raw` lists them, with the numbers of lines that the diff itself shows."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from buildspec.extract_change.git import Git, GitError
from buildspec.extract_change.sections import Section
from lambdas.shared.domain.change import FileKind
from lambdas.shared.domain.redaction import redact_name

DIFF = (  # said in full, whatever git's defaults become
    "diff",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--ignore-submodules=none",
    "--submodule=short",
    "--diff-algorithm=default",
    "--src-prefix=a/",
    "--dst-prefix=b/",
    "-z",
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

_Counts = tuple[int | None, int | None]  # added and deleted; None for a binary file


class DisagreementError(GitError):
    """What git said in one place is not what it said in another: the diff is not whole."""

    def __init__(self) -> None:
        super().__init__("git's list of files and its diff do not agree: the diff is not whole.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of `git diff --raw`."""

    kind: FileKind
    path: bytes
    old_path: bytes | None  # of a rename or copy
    old_mode: str | None  # None: there was no such file
    new_mode: str | None
    has_same_content: bool  # moved, copied or given another mode as it was

    @property
    def letter(self) -> str:
        return next(letter for letter, kind in _KINDS.items() if kind == self.kind)


@dataclass(frozen=True, slots=True)
class ListedFile:
    """`added` and `deleted` are those of `git diff --numstat`; None for a binary file."""

    entry: Entry
    added: int | None
    deleted: int | None
    is_lfs_pointer: bool


def shown_name(path: bytes) -> str:
    """As the diff and the record show it: text, without credentials."""
    return redact_name(path.decode("utf-8", "replace"))[0]


def read_entries(raw: bytes) -> tuple[Entry, ...]:
    """
    The records ":100644 100644 ID ID R087", name, and of a rename or copy the new name too, each ended by NUL.

    Raises:
        GitError: it is not that.
    """
    try:
        return tuple(_entries(iter(raw.split(b"\0")[:-1])))
    except (KeyError, ValueError, RuntimeError) as error:
        raise GitError("git listed the files of the change in a form that can't be read.") from error


def _entries(tokens: Iterator[bytes]) -> Iterator[Entry]:
    for meta in tokens:
        old_mode, new_mode, old_id, new_id, letter = meta.decode()[1:].split()
        kind = _KINDS[letter[0]]
        first = next(tokens)
        yield Entry(
            kind=kind,
            path=next(tokens) if kind in _WITH_OLD_NAME else first,
            old_path=first if kind in _WITH_OLD_NAME else None,
            old_mode=None if old_mode == _ABSENT else old_mode,
            new_mode=None if new_mode == _ABSENT else new_mode,
            has_same_content=old_id == new_id,
        )


def list_files(
    git: Git, base: str, head: str, *, entries: Sequence[Entry], sections: Iterable[Section]
) -> tuple[ListedFile, ...]:
    """
    The entries with their counts, taken from the diff's sections, which come in the same order.

    Two kinds of entry have a section that does not tell, and git is asked for their numbers: a file that became a
    symbolic link has two sections, but git counts neither what both share; and of a file that was only moved, no
    section says whether it is binary.

    Raises:
        DisagreementError: a section is missing, or one too many.
    """
    left = deque(sections)
    untold = {entry.letter for entry in entries if entry.has_same_content or entry.kind == FileKind.TYPE_CHANGED}
    counts = _ask(git, base, head, "".join(sorted(untold))) if untold else {}
    files = tuple(_list_file(entry, left, counts) for entry in entries)
    if left:
        raise DisagreementError
    return files


def _list_file(entry: Entry, left: deque[Section], counts: Mapping[bytes, _Counts]) -> ListedFile:
    section = _take(left, entry.path)
    if entry.kind == FileKind.TYPE_CHANGED:
        section = _take(left, entry.path)
    added, deleted = counts.get(entry.path, (section.added, section.deleted))
    return ListedFile(entry, added, deleted, section.is_lfs_pointer)


def _take(left: deque[Section], path: bytes) -> Section:
    if not left or left[0].path != shown_name(path):
        raise DisagreementError
    return left.popleft()


def _ask(git: Git, base: str, head: str, letters: str) -> dict[bytes, _Counts]:
    """From the records "ADDED TAB DELETED TAB name" of these kinds of file; of a rename both names follow instead."""
    told = iter(
        git.run(*DIFF, "--numstat", f"--diff-filter={letters}", "--end-of-options", base, head).split(b"\0")[:-1]
    )
    counts = {}
    for record in told:
        added, deleted, name = record.split(b"\t", 2)
        _, path = ("", name) if name else (next(told), next(told))
        counts[path] = _number(added), _number(deleted)
    return counts


def _number(count: bytes) -> int | None:
    return None if count == b"-" else int(count)
