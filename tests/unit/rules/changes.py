"""Small changes for the tests of the rules: a path, and the lines of a hunk as git would write them."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from lambdas.shared.domain.change import BaselineReason, Change, Commit, FileChange, FileKind
from lambdas.shared.domain.classes import classify
from lambdas.shared.domain.diff import FileDiff, parse_diff
from lambdas.shared.domain.facts import Fact
from lambdas.shared.domain.rules import find_facts

COMMIT = Commit(id="c" * 40, author="Sam <sam@example.com>", subject="A change")


def diff_of(path: str, hunk: str, *, section: str = "", start: int = 1, old_path: str | None = None) -> str:
    """A file's diff from the lines of one hunk, each beginning with "+", "-" or " "."""
    lines = [line if line[:1] in ("+", "-", " ") else " " + line for line in hunk.strip("\n").split("\n")]
    old = sum(line[0] != "+" for line in lines)
    new = sum(line[0] != "-" for line in lines)
    names = f"rename from {old_path}\nrename to {path}\n" if old_path else ""
    header = f"diff --git a/{old_path or path} b/{path}\n{names}--- a/{old_path or path}\n+++ b/{path}\n"
    at = f"@@ -{start},{old} +{start},{new} @@{' ' + section if section else ''}\n"
    return header + at + "\n".join(lines) + "\n"


def new_file(path: str, text: str) -> str:
    lines = text.strip("\n").split("\n")
    header = f"diff --git a/{path} b/{path}\nnew file mode 100644\n--- /dev/null\n+++ b/{path}\n"
    return header + f"@@ -0,0 +1,{len(lines)} @@\n" + "".join(f"+{line}\n" for line in lines)


def deleted_file(path: str, text: str) -> str:
    lines = text.strip("\n").split("\n")
    header = f"diff --git a/{path} b/{path}\ndeleted file mode 100644\n--- a/{path}\n+++ /dev/null\n"
    return header + f"@@ -1,{len(lines)} +0,0 @@\n" + "".join(f"-{line}\n" for line in lines)


def change_of(
    diff: str,
    *,
    reason: BaselineReason = BaselineReason.LAST_DEPLOYED,
    commits: Iterable[Commit] = (COMMIT,),
    lost: Iterable[Commit] = (),
) -> Change:
    return Change(
        base="b" * 40,
        head="c" * 40,
        baseline_reason=reason,
        baseline_text="Compared with the last deployed commit.",
        commits=tuple(commits),
        files=tuple(_file(file) for file in parse_diff(diff)),
        lost_commits=tuple(lost),
    )


def facts_of(*diffs: str) -> tuple[Fact, ...]:
    diff = "".join(diffs)
    return find_facts(change_of(diff), parse_diff(diff), ())


def rules_of(path: str, hunk: str, **options: str) -> list[str]:
    """The names of the rules that fire on one hunk."""
    return [fact.rule for fact in facts_of(diff_of(path, hunk, **options))]


def only(facts: Iterable[Fact], rule: str) -> Fact:
    (fact,) = (fact for fact in facts if fact.rule == rule)
    return fact


def range_diff(repository: Path, base: str, head: str) -> str:
    """As extraction takes it: renames found, the section of each hunk told by the language."""
    command = ["git", "-C", str(repository), "-c", "core.quotePath=true", "diff", "--no-ext-diff", "--no-textconv",
               "--no-color", "--find-renames", "--full-index", base, head]  # fmt: skip
    return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8", "replace")


def _file(diff: FileDiff) -> FileChange:
    added, deleted = (sum(hunk.body.count("\n" + mark) + hunk.body.startswith(mark) for hunk in diff.hunks)
                      for mark in "+-")  # fmt: skip
    is_binary = "\nBinary files " in diff.header
    return FileChange(
        path=diff.path,
        kind=_kind(diff),
        file_class=classify(diff.path, {}, is_binary=is_binary),
        added=None if is_binary else added,
        deleted=None if is_binary else deleted,
        old_path=diff.old_path,
        old_mode=_mode(diff, "old mode|deleted file mode"),
        new_mode=_mode(diff, "new mode|new file mode"),
        is_binary=is_binary,
    )


def _kind(diff: FileDiff) -> FileKind:
    if "\nnew file mode" in diff.header:
        return FileKind.ADDED
    if "\ndeleted file mode" in diff.header:
        return FileKind.DELETED
    return FileKind.RENAMED if diff.old_path else FileKind.MODIFIED


def _mode(diff: FileDiff, names: str) -> str | None:
    match = re.search(rf"^(?:{names}) (\d+)$", diff.header, re.MULTILINE)
    return match[1] if match else None
