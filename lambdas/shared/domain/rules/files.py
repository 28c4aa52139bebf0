"""What happens to files as wholes: deleted, made executable, turned into links; and what no diff can show."""

from collections.abc import Iterable, Iterator

from lambdas.shared.domain.change import FileClass, FileKind
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import READ
from lambdas.shared.domain.rules.rule import FactType, Rule, code

_SUBMODULE, _LINK, _EXECUTABLE, _PLAIN = "160000", "120000", "100755", "100644"
_DELETED_LEVELS = {
    FileClass.SOURCE: Level.LOW,
    FileClass.INFRASTRUCTURE: Level.MEDIUM,
    FileClass.MIGRATION: Level.MEDIUM,
    FileClass.TEST: Level.MEDIUM,
    FileClass.CONFIGURATION: Level.LOW,
}
_NOUNS = {
    FileClass.SOURCE: "source file",
    FileClass.INFRASTRUCTURE: "infrastructure file",
    FileClass.MIGRATION: "database migration",
    FileClass.TEST: "test file",
    FileClass.CONFIGURATION: "configuration file",
}
_LARGE = 2_000


def deleted(file: ChangedFile) -> Iterator[Fact]:
    if file.file.kind is not FileKind.DELETED or file.file_class not in _NOUNS:
        return
    noun = _NOUNS[file.file_class]
    name = "test-file-deleted" if file.file_class is FileClass.TEST else "file-deleted"
    yield FactType(
        name, FactKind.TEST if file.file_class is FileClass.TEST else FactKind.FILE, _DELETED_LEVELS[file.file_class]
    ).of(file, f"The {noun} {code(file.path)} is deleted.", subject=file.path, short=f"{noun} deleted")


def submodule(file: ChangedFile) -> Iterator[Fact]:
    if _SUBMODULE in (file.file.old_mode, file.file.new_mode):
        yield FactType("submodule-moved", FactKind.FILE, Level.MEDIUM).of(
            file,
            f"The submodule {code(file.path)} points elsewhere; what changes inside it is not part of this diff.",
            subject=file.path,
            short="a submodule moved",
        )


def mode(file: ChangedFile) -> Iterator[Fact]:
    old, new = file.file.old_mode, file.file.new_mode
    if (old, new) == (_PLAIN, _EXECUTABLE):
        yield FactType("made-executable", FactKind.FILE, Level.LOW).of(
            file, f"{code(file.path)} becomes executable.", subject=file.path, short="a file made executable"
        )
    elif (old, new) == (_EXECUTABLE, _PLAIN):
        yield FactType("no-longer-executable", FactKind.FILE, Level.LOW).of(
            file, f"{code(file.path)} is no longer executable.", subject=file.path, short="a file no longer executable"
        )
    if new == _LINK and old != _LINK:
        yield FactType("link-added", FactKind.FILE, Level.LOW).of(
            file, f"{code(file.path)} is now a link to another file.", subject=file.path, short="a link added"
        )


def unreadable(file: ChangedFile) -> Iterator[Fact]:
    """Binary content and files kept elsewhere: known to change, and that is all."""
    if file.file.kind is FileKind.DELETED:
        return
    if file.file.is_lfs_pointer:
        yield FactType("stored-elsewhere", FactKind.FILE, Level.LOW).of(
            file,
            f"The content of {code(file.path)} is kept outside the repository (Git LFS) and is not part of this diff.",
            subject=file.path,
            short="content outside the repository",
        )
    elif file.file.is_binary:
        verb = "is added" if file.file.kind is FileKind.ADDED else "changes"
        yield FactType("binary-changed", FactKind.FILE, Level.LOW).of(
            file,
            f"The binary file {code(file.path)} {verb}; its content cannot be read here.",
            subject=file.path,
            short="a binary file changed",
        )


def large(file: ChangedFile) -> Iterator[Fact]:
    if file.file_class in (FileClass.GENERATED, FileClass.VENDORED) and file.file.changed_lines >= _LARGE:
        kind = "generated" if file.file_class is FileClass.GENERATED else "third-party"
        yield FactType("large-generated-change", FactKind.FILE, Level.LOW).of(
            file,
            f"The {kind} file {code(file.path)} changes in {file.file.changed_lines:,} lines, more than anyone reads.",
            subject=file.path,
            short=f"a large change of {kind} code",
        )


def partly_read(file: ChangedFile) -> Iterator[Fact]:
    """What the rules did not look at in what takes effect: the end of a huge file, the end of a very long line."""
    if file.diff.is_cut:
        yield FactType("file-partly-read", FactKind.FILE, Level.LOW).of(
            file,
            f"{code(file.path)} is too large to be checked whole: the rules read the first {file.diff.changed_lines:,} "
            f"of its {file.file.changed_lines:,} changed lines.",
            subject=file.path,
            short="a file too large to be checked whole",
        )
    long = [line for line in file.changed if len(line.text) >= READ and line.kind == "+"] if _may_run(file) else []
    if long:
        noun = "line has" if len(long) == 1 else "lines have"
        yield FactType("lines-partly-read", FactKind.FILE, Level.LOW).of(
            file,
            f"{len(long):,} added {noun} {READ:,} characters or more, line {long[0].number} first; the rules read no "
            "further in each.",
            subject=file.path,
            short="lines too long to be checked whole",
        )


def _may_run(file: ChangedFile) -> bool:
    return file.takes_effect and any(len(hunk.body) > READ for hunk in file.diff.hunks)


_GONE_WITH_THE_FILE = {
    *(FactKind.EXPOSURE, FactKind.PERMISSION, FactKind.DATA, FactKind.LIMIT),
    *(FactKind.CODE_SAFETY, FactKind.CONFIGURATION),
}


def without_echoes(file: ChangedFile, facts: Iterable[Fact]) -> Iterator[Fact]:
    """With a deleted file all its permissions and settings are gone; that is no news beside the deletion itself."""
    is_deleted = file.file.kind is FileKind.DELETED
    return (fact for fact in facts if not (is_deleted and fact.level is None and fact.kind in _GONE_WITH_THE_FILE))


ALL: tuple[Rule, ...] = (deleted, submodule, mode, unreadable, large, partly_read)
