"""A case's change as the pipeline would have captured it: redacted, classified, assessed by every rule."""

import gzip
from collections.abc import Iterator
from pathlib import Path

from buildspec.extract_change.baseline import BaselineError, choose_baseline
from buildspec.extract_change.change import extract
from buildspec.extract_change.git import GitError
from buildspec.extract_change.repository import open_repository
from evals.case import Case, Required
from evals.case_files import CaseError, CaseFolder
from evals.credentials import filled_in
from evals.surroundings import surrounded
from lambdas.shared.domain.assessment import Assessment, assess
from lambdas.shared.domain.change import BaselineReason, CapturedChange, Change, Commit, FileChange, FileKind
from lambdas.shared.domain.classes import classify
from lambdas.shared.domain.diff import DiffError, FileDiff, parse_diff
from lambdas.shared.domain.redaction import redact_diff

_BASE, _HEAD = "b" * 40, "c0ffee" + "0" * 34
_TEXTS = {
    BaselineReason.ROLLBACK: "A step back: the candidate is older than what is in production.",
    BaselineReason.EMPTY_TREE: "Nothing is in production yet: every file is new.",
}


def assessed(found: CaseFolder) -> Assessment:
    """
    The case's change with all that the rules find in it.

    Raises:
        CaseError: the change cannot be read, or a required fact is about a place that it does not touch.
    """
    captured, diff = _captured(found)
    assessment = assess(captured, diff)
    files = {file.path: file for file in assessment.files}
    for fact in found.case.must_say:
        if fact.path is not None and not _is_shown(fact, files.get(fact.path)):
            where = f"{fact.path}, lines {list(fact.lines)}" if fact.lines else fact.path
            raise CaseError(f'{found.folder}/case.toml: "{fact.what}" is at {where}, which the diff does not show.')
    return assessment


def extracted(folder: Path, base: str, head: str) -> tuple[CapturedChange, str]:
    """
    The change between two commits of a repository, and its redacted diff, by the pipeline's own program.

    Raises:
        CaseError: no such repository or commit.
    """
    try:
        with open_repository(folder) as repository:
            candidate, deployed = repository.resolve(head), repository.resolve(base)
            if not candidate or not deployed:
                raise CaseError(f"{base} or {head} is no commit of {folder}.")
            baseline = choose_baseline(repository, candidate, deployments=(), configured=deployed)
            extraction = extract(repository, baseline, candidate)
    except (GitError, BaselineError, DiffError, OSError) as error:
        raise CaseError(f"{folder}: the change cannot be extracted: {error}") from error
    return extraction.captured, gzip.decompress(extraction.diff.compressed).decode()


def _is_shown(fact: Required, file: FileDiff | None) -> bool:
    """Some changed line of the file is at the fact's place, by its number before or after."""
    if file is None or not fact.lines:
        return file is not None
    numbers = {
        number
        for hunk in file.hunks
        for line in hunk.lines
        if line.kind != " "
        for number in (line.old_line, line.new_line)
        if number is not None
    }
    return any(fact.lines[0] <= number <= fact.lines[-1] for number in numbers)


def _captured(found: CaseFolder) -> tuple[CapturedChange, str]:
    if found.case.repository:
        wanted = found.case.repository
        return extracted((found.folder / wanted.path).resolve(), wanted.base, wanted.head)
    written = filled_in(found.diff_file.read_text(encoding="utf-8"))
    try:
        diff, redactions = redact_diff(surrounded(written, files=found.case.generated_files))
        change = _change(found.case, parse_diff(diff))
    except DiffError as error:
        raise CaseError(f"{found.diff_file}: {error}.") from error
    return CapturedChange(change, redactions, found.case.policy), diff


def _change(case: Case, diff: tuple[FileDiff, ...]) -> Change:
    told = [(one.subject, one.author) for one in case.commits] or [("Release", "Robin Example <robin@example.com>")]
    commits = tuple(
        Commit(f"{_HEAD[:-2]}{number:02}", author, subject) for number, (subject, author) in enumerate(told)
    )
    return Change(
        base=_BASE,
        head=commits[0].id,
        baseline_reason=case.baseline,
        baseline_text=_TEXTS.get(case.baseline, "Compared with the last deployment."),
        commits=commits if case.baseline is not BaselineReason.ROLLBACK else (),
        files=tuple(map(_file, diff)),
        lost_commits=commits if case.baseline is BaselineReason.ROLLBACK else (),
    )


def _file(diff: FileDiff) -> FileChange:
    lines = [line.kind for hunk in diff.hunks for line in hunk.lines]
    told = dict(_header_words(diff.header))
    return FileChange(
        path=diff.path,
        kind=_kind(told),
        file_class=classify(diff.path, {}, is_binary=diff.is_binary),
        added=None if diff.is_binary else lines.count("+"),
        deleted=None if diff.is_binary else lines.count("-"),
        old_path=diff.old_path,
        old_mode=told.get("old mode")
        or told.get("deleted file mode")
        or (None if "new file mode" in told else "100644"),
        new_mode=told.get("new mode")
        or told.get("new file mode")
        or (None if "deleted file mode" in told else "100644"),
        is_binary=diff.is_binary,
    )


def _header_words(header: str) -> Iterator[tuple[str, str]]:
    for words in ("old mode", "new mode", "deleted file mode", "new file mode", "rename from", "copy from"):
        for line in header.split("\n"):
            if line.startswith(f"{words} "):
                yield words, line.removeprefix(f"{words} ")


def _kind(told: dict[str, str]) -> FileKind:
    kinds = {
        "new file mode": FileKind.ADDED,
        "deleted file mode": FileKind.DELETED,
        "rename from": FileKind.RENAMED,
        "copy from": FileKind.COPIED,
    }
    return next((kind for words, kind in kinds.items() if words in told), FileKind.MODIFIED)
