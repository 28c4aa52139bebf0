"""What it may do: IAM policies in CDK, CloudFormation, Terraform and JSON; roles of Kubernetes."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.landmarks import Landmarks
from lambdas.shared.domain.rules.rule import FactType, Rule, code
from lambdas.shared.domain.rules.state_rule import Saying, StateRule, pattern, words

_STAR = frozenset({"*"})
_ELEMENT = pattern(
    r"[\"']?\b(not_?actions?|actions?|not_?resources?|resources?|principals?|identifiers|verbs|apigroups)"
    r"\b[\"']?\s*[:=]"
)
_BARE_STAR = pattern(r"^\s*(?:-\s*)?[\"']\*[\"']\s*,?\s*\]?\s*$")
_ITEM = re.compile(r"^\s*(?:-\s|[\"'#])|^\s*[\[{(]\s*$")
_STAR_VALUE = r"\s*[:=]\s*[\[({]?\s*(?:[\"']?\w+[\"']?\s*[:=]\s*[\[(]?\s*)?[\"']\*[\"']"
_INLINE = pattern(rf"[\"']?\b(actions?|resources?|principals?|identifiers|verbs)\b[\"']?{_STAR_VALUE}")
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
        element = _element(file, line, headers) if '"*"' in line.text or "'*'" in line.text else None
        if element is None or file.is_moved(line):
            continue
        partner = file.partner(line)
        if partner and _element(file, partner, headers) == element:
            continue
        what, name, level = _WHAT[element]
        if line.is_removed:
            yield FactType(f"{name}-removed", FactKind.PERMISSION).at(
                file,
                partner or line,
                f"A permission that covered {what} (`*`) is narrowed or gone.",
                short=f"a permission for {what} narrowed",
            )
        else:
            yield FactType(name, FactKind.PERMISSION, level).at(
                file, line, f"A permission covers {what} (`*`): {code(line.text)}.", short=f"a permission for {what}"
            )


def lines_for_every_action(file: ChangedFile) -> Iterator[CodeLine]:
    """Those that were added with `*` as the action of a policy."""
    headers = cache(lambda: Landmarks(file, _list_header))
    for line in file.changed_with(_STAR):
        if not line.is_removed and _element(file, line, headers) == "action":
            yield line


def _element(file: ChangedFile, line: CodeLine, headers: Callable[[], Landmarks[str]]) -> str | None:
    text = file.uncommented(line)
    match = _INLINE.search(text)
    name = _name(match) if match else headers().above(line) if _BARE_STAR.match(text) else None
    return name if name in _WHAT else None


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
