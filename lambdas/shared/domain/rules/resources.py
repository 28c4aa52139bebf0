"""Cloud resources that the infrastructure gains or loses, and the runtime that functions are run by."""

import re
from collections.abc import Iterable, Iterator

from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.rule import FactType, Rule, code
from lambdas.shared.domain.rules.state_rule import pattern, words

_ADDED = FactType("resource-added", FactKind.CONFIGURATION)
_REMOVED = FactType("resource-removed", FactKind.CONFIGURATION, Level.LOW)
_STORE_REMOVED = FactType("data-store-removed", FactKind.DATA, Level.HIGH)

_CONSTRUCT = re.compile(
    r"(?<![\w.])(?:new\s+)?([a-z]\w*\.[A-Z]\w+)\(\s*(?:(?:self|this|scope|stack)\s*,\s*[\"']([\w-]+)[\"']|$)"
)
_SCOPE = re.compile(r"^\s*(?:self|this|scope|stack)\s*,\s*(?:[\"']([\w-]+)[\"'])?")
_ID = re.compile(r"^\s*[\"']([\w-]+)[\"']\s*,?")
_TERRAFORM = re.compile(r"^\s*resource\s+\"(\w+)\"\s+\"([\w-]+)\"")
_CLOUDFORMATION = re.compile(r"^\s*[\"']?Type[\"']?\s*:\s*[\"']?((?:AWS|Custom)::[\w:]+)()")
_KUBERNETES = re.compile(r"^kind:\s*([A-Z]\w+)()\s*$")
_MAY_CONSTRUCT = re.compile(r"\.[A-Z]\w+\([^\S\n]*(?:self|this|scope|stack|$)", re.MULTILINE)
_PARTS = {"Terraform": ("resource",), "YAML": ("::", "kind:"), "JSON": ("::",)}  # a line that is read has one
_IN_CODE = {"Python", "TypeScript", "JavaScript"}
_EXPRESSIONS = {"Terraform": (_TERRAFORM,), "YAML": (_CLOUDFORMATION, _KUBERNETES), "JSON": (_CLOUDFORMATION,)}
_STORES = pattern(
    r"bucket|table|database|dbinstance|dbcluster|db_instance|rds_cluster|filesystem|efs_file|volume|userpool"
    r"|user_pool|persistentvolumeclaim|secret\b|statefulset"
)
_Named = dict[tuple[str, str], CodeLine]
_WORDS = words("self this scope stack resource type kind")


def resources(file: ChangedFile) -> Iterator[Fact]:
    """CDK constructs, Terraform resources, CloudFormation types, Kubernetes objects, by kind and name."""
    if _WORDS.isdisjoint(file.words) or not file.takes_effect:
        return
    before, after = _named(file)
    for resource, line in after.items():
        if resource not in before:
            yield _ADDED.at(
                file,
                line,
                f"The infrastructure gains {_say(resource)}.",
                subject=_short(resource),
                short=f"a new {resource[0]}",
            )
    for resource, line in before.items():
        if resource not in after:
            yield _lost(file, line, resource)


def _lost(file: ChangedFile, line: CodeLine, resource: tuple[str, str]) -> Fact:
    if _STORES.search(resource[0]):
        return _STORE_REMOVED.at(
            file,
            line,
            f"The infrastructure loses {_say(resource)}; what it holds goes with it unless it is retained.",
            subject=_short(resource),
            short=f"{_short(resource)} removed, which holds data",
        )
    return _REMOVED.at(
        file,
        line,
        f"The infrastructure loses {_say(resource)}.",
        subject=_short(resource),
        short=f"{_short(resource)} removed",
    )


def _named(file: ChangedFile) -> tuple[_Named, _Named]:
    """Before and after."""
    before: _Named = {}
    after: _Named = {}
    for line in _worth_reading(file):
        resource = _read(file, line)
        if resource:
            (before if line.is_removed else after).setdefault(resource, line)
    return before, after


def _worth_reading(file: ChangedFile) -> Iterable[CodeLine]:
    if file.language.name in _IN_CODE:
        return (line for line, _ in file.changed_matching(_MAY_CONSTRUCT))
    return file.changed_containing(_PARTS.get(file.language.name, ()))


def _read(file: ChangedFile, line: CodeLine) -> tuple[str, str] | None:
    if file.language.name in _IN_CODE:
        match = _CONSTRUCT.search(line.text)
        name = (match[2] or _name_below(file, line)) if match else None
        return (match[1], name) if match and name is not None else None
    for expression in _EXPRESSIONS[file.language.name]:
        if match := expression.match(line.text):
            return match[1], match[2] or _name_above(file, line)
    return None


def _name_below(file: ChangedFile, line: CodeLine) -> str | None:
    """`s3.Bucket(` and its scope and name on the next lines; None without a scope, "" for a name that is computed."""
    below = [other.text for other, _ in zip(file.below(line), range(2), strict=False)]
    scope = _SCOPE.match(below[0]) if below else None
    if scope is None:
        return None
    name = _ID.match(below[1]) if not scope[1] and len(below) > 1 else None
    return scope[1] or (name[1] if name else "")


def _name_above(file: ChangedFile, line: CodeLine) -> str:
    """CloudFormation's logical id stands on the line above its type."""
    above = next(iter(file.above(line)), None)
    match = re.match(r"^\s*[\"']?(\w+)[\"']?\s*:\s*\{?\s*$", above.text) if above else None
    return match[1] if match else ""


def _say(resource: tuple[str, str]) -> str:
    return f"{code(resource[0])} ({code(resource[1])})" if resource[1] else code(resource[0])


def _short(resource: tuple[str, str]) -> str:
    return " ".join(filter(None, resource))


_RUNTIME = pattern(r"\b(?:runtime|Runtime)[\"']?\s*[:=]\s*[\"']?(?:\w+\.)*([a-z]+)_?(\d[\w.]*)")
_RUNTIME_CHANGED = FactType("runtime-changed", FactKind.CONFIGURATION, Level.MEDIUM)
_LANGUAGES = {"python": "Python", "nodejs": "Node.js", "java": "Java", "dotnet": ".NET", "ruby": "Ruby", "go": "Go"}


def runtimes(file: ChangedFile) -> Iterator[Fact]:
    if "runtime" not in file.words or not file.takes_effect:
        return
    for line in file.added:
        now, partner = _runtime(file, line), file.partner(line) if "untime" in line.text else None
        old = _runtime(file, partner) if partner else None
        if now and old and now != old:
            yield _RUNTIME_CHANGED.at(
                file,
                line,
                f"The runtime goes from {old} to {now}.",
                subject="runtime",
                before=old,
                after=now,
                short=f"runtime from {old} to {now}",
            )


def _runtime(file: ChangedFile, line: CodeLine) -> str | None:
    match = _RUNTIME.search(file.uncommented(line)) if "untime" in line.text else None
    if match is None:
        return None
    name = _LANGUAGES.get(match[1].lower(), match[1])
    return f"{name} {match[2].rstrip('_Xx').replace('_', '.').rstrip('.')}"


ALL: tuple[Rule, ...] = (resources, runtimes)
