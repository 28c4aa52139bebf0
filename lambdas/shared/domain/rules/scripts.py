"""Scripts that go on, or report success, after a command has failed."""

import re
from collections.abc import Iterator

from lambdas.shared.domain.change import FileClass
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.rule import FactType, Rule, code

_SCRIPTS = {"Shell", "Docker", "Make", ""}
_IGNORED = FactType("failure-ignored", FactKind.ERROR_HANDLING, Level.MEDIUM)
_GOES_ON = FactType("stop-at-errors-removed", FactKind.ERROR_HANDLING, Level.MEDIUM)
_OR_ELSE = re.compile(r"\s*\|\|\s*(?:true|:|exit\s+0|(?:echo|printf)\b[^|&;]*)(?P<end>[\"',;)\\\s]*)$")
_UNHEEDED = re.compile(r"^(\t[@+]?)-\s*(?=\S)")  # make's own way
_OFF = re.compile(r"^\s*set\s+\+(?:e\b|o\s+(?:errexit|pipefail)\b)")
_ON = re.compile(r"^\s*set\s+-(?:\w*e|o\s+(?:errexit|pipefail))")


def failure_ignored(file: ChangedFile) -> Iterator[Fact]:
    """A command that stays, and whose failure stopped the script before."""
    if not _is_script(file):
        return
    for before, after in file.rewritten:
        if _is_heedless(file, after) and _command(file, after) == before.text.strip():
            yield _IGNORED.at(
                file,
                after,
                f"The failure of a command is ignored from now on: {code(after.text)}.",
                subject=after.text.strip(),
                short="the failure of a command ignored",
            )


def goes_on(file: ChangedFile) -> Iterator[Fact]:
    """`set +e`, and no `set -e` below it that brings the stop back."""
    if not _is_script(file) or "set" not in file.words:
        return
    for line in file.changed_containing(("set +",)):
        is_new = not line.is_removed and not file.is_moved(line) and _OFF.match(line.text)
        if is_new and not any(_ON.match(below.text) for below in file.below(line)):
            yield _GOES_ON.at(
                file,
                line,
                f"From here on the script goes on after a command that fails: {code(line.text)}.",
                subject=line.text.strip(),
                short="a script's stop at errors removed",
            )


def _is_script(file: ChangedFile) -> bool:
    """CI's definitions have rules of their own."""
    if file.path.rpartition("/")[2] == "package.json":
        return True
    return file.language.name in _SCRIPTS and file.takes_effect and file.file_class is not FileClass.CI


def _is_heedless(file: ChangedFile, line: CodeLine) -> bool:
    if file.language.name == "Make" and _UNHEEDED.match(line.text):
        return True
    return "||" in line.text and _OR_ELSE.search(line.text) is not None and file.begins_in_code(line)


def _command(file: ChangedFile, line: CodeLine) -> str:
    """As it would stand there without what ignores its failure."""
    text = _UNHEEDED.sub(r"\1", line.text) if file.language.name == "Make" else line.text
    return _OR_ELSE.sub(r"\g<end>", text).strip()


ALL: tuple[Rule, ...] = (failure_ignored, goes_on)
