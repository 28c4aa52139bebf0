"""Single actions such as `s3:GetObject` that a policy gains or loses."""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from lambdas.shared.domain.change import FileClass
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.permissions import lines_for_every_action
from lambdas.shared.domain.rules.rule import FactType, Rule, code
from lambdas.shared.domain.rules.state_rule import words
from lambdas.shared.domain.rules.statements import covers_everything, is_denied

_ACTION = re.compile(r"[\"'\s]([a-z][a-z0-9-]{1,30}:(?:[A-Z][A-Za-z]+\*?|\*))[\"'\s,\]]")
_SERVICE_WILDCARD = FactType("service-wildcard", FactKind.PERMISSION, Level.MEDIUM)
_EVERYTHING = FactType("service-wildcard-everywhere", FactKind.PERMISSION, Level.HIGH)
_ACTION_ADDED = FactType("action-allowed", FactKind.PERMISSION, Level.LOW)
_ACTION_REMOVED = FactType("action-withdrawn", FactKind.PERMISSION)
_POLICY_WORDS = words("action actions effect policystatement add_to_role_policy addtorolepolicy statement policies iam")


def actions(file: ChangedFile) -> Iterator[Fact]:
    if file.file_class not in (FileClass.INFRASTRUCTURE, FileClass.SOURCE) or _POLICY_WORDS.isdisjoint(file.words):
        return
    before, after = (_actions(file, lines) for lines in (file.removed, file.added))
    for action, line in after.items():
        if action not in before and not is_denied(file, line, line.text):
            yield _allowed(file, line, action)
    for action, line in before.items():
        if action not in after and not is_denied(file, line, line.text) and not _is_covered(file, action, after):
            yield _ACTION_REMOVED.at(
                file,
                line,
                f"A policy no longer allows {code(action)}.",
                subject=action,
                short=f"`{action}` no longer allowed",
            )


def _is_covered(file: ChangedFile, action: str, after: dict[str, CodeLine]) -> bool:
    """What was added allows it by a `*`, and so nothing was withdrawn."""
    wider = (line for name, line in after.items() if "*" in name and fnmatchcase(action, name))
    return any(not is_denied(file, line, line.text) for line in (*wider, *lines_for_every_action(file)))


def _allowed(file: ChangedFile, line: CodeLine, action: str) -> Fact:
    if action.endswith(":*"):
        service = action.removesuffix(":*")
        if covers_everything(file, line, line.text):
            return _EVERYTHING.at(
                file,
                line,
                f"A policy allows every action of the service {service} on every resource ({code(action)} on `*`).",
                subject=action,
                short=f"every action of {service} allowed on everything",
            )
        return _SERVICE_WILDCARD.at(
            file,
            line,
            f"A policy allows every action of the service {service} ({code(action)}).",
            subject=action,
            short=f"every action of {service} allowed",
        )
    return _ACTION_ADDED.at(file, line, f"A policy allows {code(action)}.", subject=action, short=f"`{action}` allowed")


def _actions(file: ChangedFile, lines: tuple[CodeLine, ...]) -> dict[str, CodeLine]:
    return {
        match[1]: line
        for line in lines
        if ":" in line.text
        for match in _ACTION.finditer(f" {line.text} ")
        if match[1] in file.uncommented(line) and not match[1].startswith(("http", "arn", "aws:"))
    }


ALL: tuple[Rule, ...] = (actions,)
