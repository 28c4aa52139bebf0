"""How large the change is, by whom, and where: the first paragraph."""

from collections import Counter
from collections.abc import Sequence

from lambdas.shared.domain.bots import is_bot
from lambdas.shared.domain.change import BaselineReason, Change, FileChange, FileClass, FileKind
from lambdas.shared.domain.offline_review_words import count, folders, listing
from lambdas.shared.domain.quoted import plain

_NOUNS = {
    FileClass.SOURCE: "source file",
    FileClass.INFRASTRUCTURE: "infrastructure file",
    FileClass.MIGRATION: "database migration",
    FileClass.TEST: "test file",
    FileClass.DEPENDENCY_MANIFEST: "list of dependencies",
    FileClass.LOCK_FILE: "lock file",
    FileClass.CI: "build or CI definition",
    FileClass.CONFIGURATION: "configuration file",
    FileClass.DOCUMENTATION: "documentation file",
    FileClass.GENERATED: "generated file",
    FileClass.VENDORED: "third-party file",
    FileClass.DATA: "data file",
    FileClass.BINARY: "binary file",
}
_PLURALS = {FileClass.DEPENDENCY_MANIFEST: "lists of dependencies"}
_MANY = 20


def scale(change: Change) -> str:
    """Who brings how much, in which kinds of files; for a large change also where most of it is."""
    added, deleted = (sum(getattr(file, side) or 0 for file in change.files) for side in ("added", "deleted"))
    lines = f"({count(added, 'line')} added, {deleted:,} removed)"
    files = classes(change.files)
    told = f"{files} {lines}" if only_class(change) else f"{count(len(change.files), 'file')} {lines}, namely {files}"
    parts = [f"{_commits(change)} to production: {told}."]
    if len(change.files) > _MANY:
        parts.append(_where(change.files))
    if subject := _authors_words(change):
        parts.append(subject)
    return " ".join(parts)


def classes(files: Sequence[FileChange]) -> str:
    """`3 source files, 2 test files and 1 documentation file`, in the order of what matters to production."""
    counts = Counter(file.file_class for file in files)
    return listing((_counted(counts[file_class], file_class) for file_class in _NOUNS if counts[file_class]), most=13)


def only_class(change: Change) -> FileClass | None:
    """The class that all files share, if they do."""
    found = {file.file_class for file in change.files}
    return next(iter(found)) if len(found) == 1 else None


def noun(file_class: FileClass) -> str:
    return _NOUNS[file_class]


def _counted(number: int, file_class: FileClass) -> str:
    if number > 1 and file_class in _PLURALS:
        return f"{number:,} {_PLURALS[file_class]}"
    return count(number, _NOUNS[file_class])


def _commits(change: Change) -> str:
    if not change.commits:
        return "This brings no commit of its own"
    verb = "brings" if len(change.commits) == 1 else "bring"
    return f"{count(len(change.commits), 'commit')} by {listing(_authors(change), most=4)} {verb} this"


def _authors(change: Change) -> list[str]:
    """The names of people, then those of programs; of each the newest first."""
    authors = sorted((commit.author for commit in change.commits), key=is_bot)
    return list(dict.fromkeys(plain(author.partition(" <")[0]) for author in authors))


def _where(files: Sequence[FileChange]) -> str:
    places = [f"{folder} ({count(number, 'file')})" for folder, number in folders([file.path for file in files])[:4]]
    kinds = Counter(file.kind for file in files)
    new = [
        f"{kinds[kind]:,} {word}"
        for kind, word in ((FileKind.ADDED, "new"), (FileKind.DELETED, "deleted"), (FileKind.RENAMED, "renamed"))
        if kinds[kind]
    ]
    return f"Most of it is in {listing(places)}" + (f"; {listing(new)}." if new else ".")


def _authors_words(change: Change) -> str:
    """What the author calls it is a claim, and is said as one."""
    subjects = [commit.subject for commit in change.commits if not commit.is_merge and commit.subject.strip()]
    if change.baseline_reason is BaselineReason.EMPTY_TREE or not subjects:
        return ""
    quoted = listing((f"“{plain(subject, 90)}”" for subject in subjects), most=3)
    whose = "The author describes" if len(_authors(change)) == 1 else "The authors describe"
    return f"{whose} it as {quoted}."
