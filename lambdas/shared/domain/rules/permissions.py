"""What it may do: IAM policies in CDK, CloudFormation, Terraform and JSON; roles of Kubernetes."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.landmarks import Landmarks
from lambdas.shared.domain.rules.rule import FactType, Rule, code_at
from lambdas.shared.domain.rules.state_rule import Saying, StateRule, pattern, words
from lambdas.shared.domain.rules.statements import covers_everything, is_denied, of_one_statement

_STAR = frozenset({"*"})
_ELEMENT = pattern(
    r"[\"']?\b(not_?actions?|actions?|not_?resources?|resources?|principals?|identifiers|verbs|apigroups)"
    r"\b[\"']?\s*[:=]"
)
_BARE_STAR = pattern(r"^\s*(?:-\s*)?[\"']\*[\"']\s*,?\s*\]?\s*$")
_ITEM = re.compile(r"^\s*(?:-\s|[\"'#])|^\s*[\[{(]\s*$")
_STAR_VALUE = r"\s*[:=]\s*[\[({]?\s*(?:[\"']?\w+[\"']?\s*[:=]\s*[\[(]?\s*)?[\"']\*[\"']"
_INLINE = pattern(rf"[\"']?\b(actions?|resources?|principals?|identifiers|verbs)\b[\"']?{_STAR_VALUE}")
_QUOTED = 60  # characters: the sentence is short enough for the first screen
_EVERYTHING = FactType("wildcard-everything", FactKind.PERMISSION, Level.HIGH)
_WHAT = {
    "action": ("every action", "wildcard-action", Level.HIGH),
    "verb": ("every action", "wildcard-action", Level.HIGH),
    "principal": ("everyone", "wildcard-principal", Level.HIGH),
    "identifier": ("everyone", "wildcard-principal", Level.HIGH),
    "resource": ("every resource", "wildcard-resource", Level.MEDIUM),
}


def wildcards(file: ChangedFile) -> Iterator[Fact]:
    """`*` as the action, resource or principal of a policy, on one line or as an item of a list."""
    if "*" not in file.words or not file.takes_effect:
        return
    headers = cache(lambda: Landmarks(file, _list_header))  # few lines need them
    for line in file.changed_with(_STAR):
        elements = _elements(file, line, headers) if '"*"' in line.text or "'*'" in line.text else {}
        if not elements or file.is_moved(line):
            continue
        partner = file.partner(line)
        news = frozenset(elements) - frozenset(_elements(file, partner, headers) if partner else ())
        if line.is_removed:
            yield from (_narrowed(file, partner or line, element) for element in elements if element in news)
        else:
            yield from _widened(file, line, elements, news)


def _narrowed(file: ChangedFile, line: CodeLine, element: str) -> Fact:
    what, name, _ = _WHAT[element]
    return FactType(f"{name}-removed", FactKind.PERMISSION).at(
        file,
        line,
        f"A permission that covered {what} (`*`) is narrowed or gone.",
        short=f"a permission for {what} narrowed",
    )


def _widened(
    file: ChangedFile, line: CodeLine, elements: dict[str, tuple[int, int]], news: frozenset[str]
) -> Iterator[Fact]:
    """Every action on every resource of one statement is one thing to know."""
    text, said = file.uncommented(line), set()
    if "action" in elements and news & {"action", "resource"}:
        statement = of_one_statement(text, elements["action"][0])
        if covers_everything(file, line, statement) and not is_denied(file, line, statement):
            said = {"action", "resource"}
            yield _EVERYTHING.at(
                file,
                line,
                "A policy allows every action on every resource.",
                short="every action allowed on everything",
            )
    for element, (start, end) in elements.items():
        if element in news and element not in said:
            what, name, level = _WHAT[element]
            quoted = code_at(text, start, end, _QUOTED)
            yield FactType(name, FactKind.PERMISSION, level).at(
                file, line, f"A permission covers {what} (`*`): {quoted}.", short=f"a permission for {what}"
            )


def lines_for_every_action(file: ChangedFile) -> Iterator[CodeLine]:
    """Those that were added with `*` as the action of a policy."""
    headers = cache(lambda: Landmarks(file, _list_header))
    for line in file.changed_with(_STAR):
        if not line.is_removed and "action" in _elements(file, line, headers):
            yield line


def _elements(file: ChangedFile, line: CodeLine, headers: Callable[[], Landmarks[str]]) -> dict[str, tuple[int, int]]:
    """What `*` stands for in the line, each with the place where the line says so first."""
    text = file.uncommented(line)
    found = [(_name(match), match.span()) for match in _INLINE.finditer(text)]
    if not found and _BARE_STAR.match(text):
        found = [(headers().above(line) or "", (0, len(text)))]
    return {name: span for name, span in reversed(found) if name in _WHAT}


def _list_header(text: str) -> str | None:
    """The key above the items of a list; empty where a line is neither that nor an item, so that the list ends."""
    if match := _ELEMENT.search(text):
        return _name(match)
    return None if _ITEM.match(text) else ""


def _name(match: re.Match[str]) -> str:
    return str(match[1]).lower().replace("_", "").rstrip("s")


_ADMINISTRATOR = StateRule(
    words("administratoraccess poweruseraccess iamfullaccess cluster"),
    pattern(r"\b(?:AdministratorAccess|PowerUserAccess|IAMFullAccess)\b|name:\s*[\"']?cluster-admin\b"),
    Saying(
        FactType("administrator-rights", FactKind.PERMISSION, Level.CRITICAL),
        "Administrator rights are granted: {code}.",
        "administrator rights granted",
    ),
    Saying(
        FactType("administrator-rights-removed", FactKind.PERMISSION),
        "Administrator rights are withdrawn.",
        "administrator rights withdrawn",
    ),
)
_MANAGED_POLICY = StateRule(
    words(
        "from_aws_managed_policy_name fromawsmanagedpolicyname add_managed_policy addmanagedpolicy policy_arn policyarn"
        " managedpolicyarns arn aws_iam_role_policy_attachment"
    ),
    pattern(r"\bfrom_?aws_?managed_?policy_?name\(|\badd_?managed_?policy\(|arn:aws[\w-]*:iam::aws:policy/"),
    Saying(
        FactType("policy-attached", FactKind.PERMISSION, Level.MEDIUM),
        "A ready-made policy is attached: {code}.",
        "a policy attached",
    ),
    Saying(
        FactType("policy-detached", FactKind.PERMISSION),
        "A ready-made policy is no longer attached: {code}.",
        "a policy detached",
    ),
    unless=pattern(r"AdministratorAccess|PowerUserAccess|IAMFullAccess|AWSLambda(?:Basic|VPCAccess)ExecutionRole"),
)
_PASS_ROLE = StateRule(
    words("passrole createaccesskey attachrolepolicy putrolepolicy createpolicyversion updateassumerolepolicy"),
    pattern(
        r"\biam:(?:PassRole|CreateAccessKey|AttachRolePolicy|PutRolePolicy|CreatePolicyVersion"
        r"|UpdateAssumeRolePolicy)\b"
    ),
    Saying(
        FactType("rights-can-be-raised", FactKind.PERMISSION, Level.HIGH),
        "It may hand out or raise rights: {code}.",
        "a right to raise rights",
    ),
    Saying(
        FactType("rights-can-be-raised-removed", FactKind.PERMISSION),
        "It may no longer hand out or raise rights: {code}.",
        "a right to raise rights withdrawn",
    ),
)
_GRANT = StateRule(
    words(
        "grant grant_read grant_write grant_read_write grant_read_data grant_write_data grant_read_write_data"
        " grant_full_access grant_invoke grant_put grant_delete grant_send_messages grant_publish grant_admin grantread"
        " grantwrite grantreadwrite grantreaddata grantwritedata grantreadwritedata grantfullaccess grantinvoke"
        " grantput grantdelete grantsendmessages grantpublish"
    ),
    pattern(r"\.grant(?:_[a-z_]+|[A-Z]\w*)?\("),
    Saying(
        FactType("permission-granted", FactKind.PERMISSION, Level.LOW), "A right is granted: {code}.", "a right granted"
    ),
    Saying(FactType("permission-withdrawn", FactKind.PERMISSION), "A right is withdrawn: {code}.", "a right withdrawn"),
    in_strings=False,
)

ALL: tuple[Rule, ...] = (wildcards, _ADMINISTRATOR, _MANAGED_POLICY, _PASS_ROLE, _GRANT)
