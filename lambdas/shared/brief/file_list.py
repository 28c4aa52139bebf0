"""The files of a change, grouped by what they are for: what decides about production first."""

from collections.abc import Sequence
from dataclasses import dataclass

from lambdas.shared.brief.caps import Caps
from lambdas.shared.brief.hostile_text import capped_path
from lambdas.shared.brief.words import count
from lambdas.shared.domain.change import FileChange, FileClass, FileKind

TITLES = {  # in the order in which an approver wants them
    FileClass.INFRASTRUCTURE: "Infrastructure",
    FileClass.MIGRATION: "Database migrations",
    FileClass.SOURCE: "Source code",
    FileClass.CONFIGURATION: "Configuration",
    FileClass.DEPENDENCY_MANIFEST: "Dependencies",
    FileClass.CI: "Build and deployment",
    FileClass.TEST: "Tests",
    FileClass.DATA: "Data",
    FileClass.BINARY: "Binary files",
    FileClass.LOCK_FILE: "Lock files",
    FileClass.GENERATED: "Generated files",
    FileClass.VENDORED: "Third-party code",
    FileClass.DOCUMENTATION: "Documentation",
}
_KINDS = {FileKind.MODIFIED: "", FileKind.TYPE_CHANGED: "type changed"}  # else: git's word says it


@dataclass(frozen=True, slots=True)
class FileLine:
    name: str
    what: str  # "added", "renamed from old.py", "" for a plain modification
    size: str  # lines added and deleted, or "binary"


@dataclass(frozen=True, slots=True)
class FileGroup:
    title: str
    size: str
    files: tuple[FileLine, ...]
    left_out: int


def file_groups(files: Sequence[FileChange], caps: Caps) -> tuple[FileGroup, ...]:
    """Each class that occurs, with its share of the `caps.files` that are named; what decides most goes first."""
    groups = []
    room = caps.files
    for file_class, title in TITLES.items():
        of_class = [file for file in files if file.file_class is file_class]
        if of_class:
            named = of_class[: max(2, room)]
            room -= len(named)
            lines = tuple(_line(file, caps.path) for file in named)
            groups.append(FileGroup(title, group_size(of_class), lines, len(of_class) - len(named)))
    return tuple(groups)


def size_of(file: FileChange) -> str:
    if file.is_binary:
        return "binary"
    if file.added is None or file.deleted is None:
        return "no lines counted"
    return f"+{file.added:,} \N{MINUS SIGN}{file.deleted:,}"


def what_happened(file: FileChange, length: int) -> str:
    words = [_KINDS.get(file.kind, file.kind.value)]
    if file.old_path is not None:
        words.append(f"from {capped_path(file.old_path, length)}")
    if file.is_lfs_pointer:
        words.append("(kept in Git LFS)")
    if file.old_mode and file.new_mode and file.old_mode != file.new_mode:
        words.append(f"mode {file.old_mode} to {file.new_mode}")
    return " ".join(filter(None, words))


def _line(file: FileChange, length: int) -> FileLine:
    return FileLine(capped_path(file.path, length), what_happened(file, length), size_of(file))


def group_size(files: Sequence[FileChange]) -> str:
    added, deleted = sum(file.added or 0 for file in files), sum(file.deleted or 0 for file in files)
    lines = f", +{added:,} \N{MINUS SIGN}{deleted:,}" if added or deleted else ""
    return count(len(files), "file") + lines
