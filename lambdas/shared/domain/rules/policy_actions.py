"""Single actions such as `s3:GetObject` that a policy gains or loses."""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from itertools import islice

from lambdas.shared.domain.change import FileClass
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.permissions import lines_for_every_action
from lambdas.shared.domain.rules.rule import FactType, Rule, code
from lambdas.shared.domain.rules.state_rule import words

_ACTION = re.compile(r"[\"'\s]([a-z][a-z0-9-]{1,30}:(?:[A-Z][A-Za-z]+\*?|\*))[\"'\s,\]]")
_SERVICE_WILDCARD = FactType("service-wildcard", FactKind.PERMISSION, Level.MEDIUM)
_EVERYTHING = FactType("service-wildcard-everywhere", FactKind.PERMISSION, Level.HIGH)
_ACTION_ADDED = FactType("action-allowed", FactKind.PERMISSION, Level.LOW)
_ACTION_REMOVED = FactType("action-withdrawn", FactKind.PERMISSION)
_POLICY_WORDS = words("action actions effect policystatement add_to_role_policy addtorolepolicy statement policies iam")
_STATEMENT = 12  # lines between a statement's actions and its resource
_RESOURCE = re.compile(r"(?<!not_)(?<!Not)\b[\"']?[rR]esources?[\"']?\s*[:=]\s*(.*)$")
_ALL = re.compile(r"^[\[({]?\s*[\"']?\*[\"']?\s*(?:[\])},;#/]|$)")
_OPENS = re.compile(r"^(?:[\[(]\s*)?$")
_ITEM_STAR = re.compile(r"^\s*(?:-\s*)?[\"']?\*[\"']?\s*,?\s*$")
_NEXT_STATEMENT = re.compile(r"\b(?:[eE]ffect|Sid|sid|Statement|PolicyStatement|statement)\b")
_DENIES = re.compile(r"\bDeny\b|\bDENY\b|not_?actions?\b", re.IGNORECASE)


def actions(file: ChangedFile) -> Iterator[Fact]:
    if file.file_class not in (FileClass.INFRASTRUCTURE, FileClass.SOURCE) or _POLICY_WORDS.isdisjoint(file.words):
        return
    before, after = (_actions(file, lines) for lines in (file.removed, file.added))
    for action, line in after.items():
        if action not in before and not _is_denied(file, line):
            yield _allowed(file, line, action)
    for action, line in before.items():
        if action not in after and not _is_denied(file, line) and not _is_covered(file, action, after):
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
    return any(not _is_denied(file, line) for line in (*wider, *lines_for_every_action(file)))


def _allowed(file: ChangedFile, line: CodeLine, action: str) -> Fact:
    if action.endswith(":*"):
        service = action.removesuffix(":*")
        if _covers_everything(file, line):
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


def _covers_everything(file: ChangedFile, line: CodeLine) -> bool:
    """The resource of the same statement is `*`; it may stand beside its actions, below or above them."""
    for near in ((line,), islice(file.below(line), _STATEMENT), islice(file.above(line), _STATEMENT)):
        for other in near:
            if match := _RESOURCE.search(other.text):
                return bool(_ALL.search(match[1]) or (_OPENS.search(match[1]) and _next_is_star(file, other)))
            if other is not line and _NEXT_STATEMENT.search(other.text):
                break
    return False


def _next_is_star(file: ChangedFile, line: CodeLine) -> bool:
    following = next(iter(file.below(line)), None)
    return following is not None and bool(_ITEM_STAR.match(following.text))


def _actions(file: ChangedFile, lines: tuple[CodeLine, ...]) -> dict[str, CodeLine]:
    return {
        match[1]: line
        for line in lines
        if ":" in line.text
        for match in _ACTION.finditer(f" {line.text} ")
        if match[1] in file.uncommented(line) and not match[1].startswith(("http", "arn", "aws:"))
    }


def _is_denied(file: ChangedFile, line: CodeLine) -> bool:
    """Inside a statement that denies; the effect may stand above or below its actions."""
    near = (
        line,
        *(other for other, _ in zip(file.above(line), range(6), strict=False)),
        *(other for other, _ in zip(file.below(line), range(6), strict=False)),
    )
    effect = next((other for other in near if re.search(r"\beffect\b", other.text, re.IGNORECASE)), None)
    return bool(effect and _DENIES.search(effect.text))


ALL: tuple[Rule, ...] = (actions,)
