"""
Which AWS operations a program can reach, read from its source.

Starting from one function, every function, method and property that is named in a body that can be reached is followed.
Types are those of annotations, constructors and assignments; that is all that is needed to tell a client of DynamoDB
from one of S3, and `ReviewStore.read` from `RecordTable.read`. What is reached on a boto3 client is an operation.
"""

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

ROOT = Path(__file__).parents[2]
_PACKAGES = ("lambdas", "buildspec", "ops")
POWERTOOLS = {"ssm.get": "ssm.get_parameter", "ssm.get_multiple": "ssm.get_parameters_by_path"}


@dataclass(frozen=True)
class Function:
    module: str
    owner: str | None  # class
    node: ast.FunctionDef


@dataclass
class Module:
    imports: dict[str, str] = field(default_factory=dict)
    functions: dict[str, ast.FunctionDef] = field(default_factory=dict)
    classes: dict[str, ast.ClassDef] = field(default_factory=dict)


@dataclass
class Reached:
    """What a walk has come upon."""

    operations: set[tuple[str, str]] = field(default_factory=set)  # ("s3.get_object", "ChangeStore"): what, who asks
    queries: set[str] = field(default_factory=set)  # "table", "index": what DynamoDB was asked of
    variables: set[str] = field(default_factory=set)  # of the environment
    texts: set[str] = field(default_factory=set)  # every string constant that was passed


def reached_from(entry: str) -> Reached:
    """`entry` is a function's full name, such as "lambdas.reconcile.handler.handler"."""
    module, _, name = entry.rpartition(".")
    walk = Walk(Reached())
    walk.follow(Function(module, None, modules()[module].functions[name]))
    return walk.reached


@cache
def modules() -> dict[str, Module]:
    found = {}
    for package in _PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            found[name] = _read(ast.parse(path.read_text(encoding="utf-8")))
    return found


def _read(tree: ast.Module) -> Module:
    module = Module()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            module.imports |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module.imports |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            module.functions[node.name] = node
        elif isinstance(node, ast.ClassDef):
            module.classes[node.name] = node
    return module


def full_name(module: str, name: str) -> str:
    """The full name of what `name` means in a module."""
    known = modules()[module]
    return f"{module}.{name}" if name in known.functions or name in known.classes else known.imports.get(name, "")


def function_of(full: str) -> Function | None:
    module, _, name = full.rpartition(".")
    known = modules().get(module)
    if known and name in known.functions:
        return Function(module, None, known.functions[name])
    return _reexported(known, full, function_of)


def class_of(full: str) -> tuple[str, ast.ClassDef] | None:
    module, _, name = full.rpartition(".")
    known = modules().get(module)
    if known and name in known.classes:
        return module, known.classes[name]
    return _reexported(known, full, class_of)


def _reexported(known: Module | None, full: str, look: Callable[[str], T | None]) -> T | None:
    """What a package takes over from one of its modules."""
    origin = known.imports.get(full.rpartition(".")[2], full) if known else full
    return look(origin) if origin != full else None


def is_protocol(owner: str) -> bool:
    found = class_of(owner)
    return bool(found) and any(ast.unparse(base) == "Protocol" for base in found[1].bases)


def method_of(owner: str, name: str) -> Function | None:
    """A method or property of a class, or of what it inherits from."""
    found = class_of(owner)
    if not found:
        return None
    module, node = found
    for member in node.body:
        if isinstance(member, ast.FunctionDef) and member.name == name:
            return Function(module, owner, member)
    bases = (full_name(module, base.id) for base in node.bases if isinstance(base, ast.Name))
    return next((method for base in bases if (method := method_of(base, name))), None)


class Walk:
    def __init__(self, reached: Reached) -> None:
        self.reached = reached
        self._seen: set[tuple[str, str | None, str]] = set()
        self._built: set[str] = set()  # classes of which there are instances
        self._asked_of_protocols: set[tuple[str, str]] = set()

    def follow(self, function: Function | None) -> None:
        if function is None or (key := (function.module, function.owner, function.node.name)) in self._seen:
            return
        self._seen.add(key)
        types = Types(function)
        for node in ast.walk(function.node):
            self._meet(node, types)

    def _meet(self, node: ast.AST, types: "Types") -> None:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            self.reached.texts.add(node.value)
        elif isinstance(node, ast.Subscript):
            self._variable(node.slice)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            self._method_call(node, node.func, types)
        elif isinstance(node, ast.Name):
            self._name(full_name(types.function.module, node.id))
        elif isinstance(node, ast.Attribute):
            self._attribute(node, types)

    def _ask(self, owner: str, protocol: str, method: str) -> None:
        """What is asked of a protocol is asked of whatever fits it."""
        _, node = class_of(protocol)
        if all(method_of(owner, each.name) for each in node.body if isinstance(each, ast.FunctionDef)):
            self.follow(method_of(owner, method))

    def _variable(self, key: ast.expr) -> None:
        """Only variables of the environment are written like this in our code."""
        if (
            isinstance(key, ast.Constant)
            and isinstance(key.value, str)
            and re.fullmatch(r"[A-Z]+(_[A-Z]+)+", key.value)
        ):
            self.reached.variables.add(key.value)

    def _operation(self, service: str, name: str, types: "Types") -> None:
        if name not in {"Table", "get_paginator", "meta", "exceptions"}:
            who = (types.function.owner or types.function.module).rpartition(".")[2]
            operation = f"{service}.{name}"
            self.reached.operations.add((POWERTOOLS.get(operation, operation), who))

    def _method_call(self, call: ast.Call, method: ast.Attribute, types: "Types") -> None:
        keywords = {keyword.arg for keyword in call.keywords}
        if "KeyConditionExpression" in keywords:
            self.reached.queries.add("index" if "IndexName" in keywords else "table")
        if method.attr == "get" and call.args:
            self._variable(call.args[0])
        elif method.attr == "get_paginator":
            self._operation(types.of(method.value).removeprefix("boto3:"), ast.literal_eval(call.args[0]), types)

    def _name(self, full: str) -> None:
        self.follow(function_of(full))
        if class_of(full):
            self._built.add(full)
            for constructor in ("__init__", "__post_init__"):
                self.follow(method_of(full, constructor))
            for protocol, method in tuple(self._asked_of_protocols):
                self._ask(full, protocol, method)

    def _attribute(self, node: ast.Attribute, types: "Types") -> None:
        owner = types.of(node.value)
        if owner.startswith("boto3:"):
            self._operation(owner.removeprefix("boto3:"), node.attr, types)
        elif owner:
            self.follow(method_of(owner, node.attr))
            if is_protocol(owner):
                self._asked_of_protocols.add((owner, node.attr))
                for built in tuple(self._built):
                    self._ask(built, owner, node.attr)
        elif isinstance(node.value, ast.Name):
            self._name(f"{full_name(types.function.module, node.value.id)}.{node.attr}")


class Types:
    """What the expressions in a function are: a full class name, "boto3:s3" for a client, "" where it is not known."""

    def __init__(self, function: Function) -> None:
        self.function = function
        self._variables: dict[str, str] = {}
        arguments = function.node.args
        for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
            self._variables[argument.arg] = annotated(function.module, argument.annotation)
        if function.owner and arguments.args:
            self._variables[arguments.args[0].arg] = function.owner
        for node in ast.walk(function.node):
            self._assign(node)

    def _assign(self, node: ast.AST) -> None:
        if isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            self._variables |= {name: self.of(node.value) for name in names}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            known = annotated(self.function.module, node.annotation)
            self._variables[node.target.id] = known or (self.of(node.value) if node.value else "")

    def of(self, node: ast.expr) -> str:
        match node:
            case ast.Name(id=name):
                return self._variables.get(name, "")
            case ast.BoolOp(values=values):
                found = [each for value in values if (each := self.of(value))]
                return next((each for each in found if each.startswith("boto3:")), next(iter(found), ""))
            case ast.IfExp(body=body, orelse=orelse):
                return self.of(body) or self.of(orelse)
            case ast.Call():
                return self._of_call(node)
            case ast.Attribute(value=value, attr=name):
                return attribute_type(self.of(value), name)
        return ""

    def _of_call(self, call: ast.Call) -> str:
        if client := _client(call):
            return client
        if isinstance(call.func, ast.Name):
            full = full_name(self.function.module, call.func.id)
            return full if class_of(full) else returned(function_of(full))
        if isinstance(call.func, ast.Attribute):
            owner = self.of(call.func.value)
            if owner.startswith("boto3:"):
                return owner if call.func.attr == "Table" else ""
            return returned(method_of(owner, call.func.attr))
        return ""


def annotated(module: str, annotation: ast.expr | None) -> str:
    """The class of ours that an annotation names, alone or as one of several."""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        annotation = ast.parse(annotation.value, mode="eval").body
    names = (node.id for node in ast.walk(annotation) if isinstance(node, ast.Name)) if annotation else ()
    return next((full for name in names if class_of(full := full_name(module, name))), "")


def returned(function: Function | None) -> str:
    """A client of boto3 where one is returned, whatever the annotation calls it; else by the annotation."""
    if function is None:
        return ""
    values = (node.value for node in ast.walk(function.node) if isinstance(node, ast.Return) and node.value)
    client = next((found for value in values if (found := _client(value))), "")
    return client or annotated(function.module, function.node.returns)


def _client(node: ast.expr) -> str:
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "cast":
        node = node.args[1]
    if not isinstance(node, ast.Call):
        return ""
    made = ast.unparse(node.func)
    if made == "SSMProvider":
        return "boto3:ssm"
    return f"boto3:{ast.literal_eval(node.args[0])}" if made in {"boto3.client", "boto3.resource"} else ""


@cache
def attribute_type(owner: str, name: str) -> str:
    """Of a property, a dataclass's field, or what the constructor assigns to self."""
    if method := method_of(owner, name):
        return returned(method)
    found = class_of(owner)
    if not found:
        return ""
    module, node = found
    for member in node.body:
        if isinstance(member, ast.AnnAssign) and ast.unparse(member.target) == name:
            annotation = annotated(module, member.annotation)
            return annotation or given_clients().get((owner, name), "") or built_by_default(member.value)
    constructor = method_of(owner, "__init__")
    types = Types(constructor) if constructor else None
    for statement in ast.walk(constructor.node) if constructor else ():
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value:
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            if any(ast.unparse(target) == f"self.{name}" for target in targets):
                return types.of(statement.value)
    return ""


def built_by_default(value: ast.expr | None) -> str:
    """The client that a dataclass's field has unless it is given another."""
    nodes = ast.walk(value) if value else ()
    return next((client for node in nodes if isinstance(node, ast.expr) and (client := _client(node))), "")


@cache
def given_clients() -> dict[tuple[str, str], str]:
    """The fields of dataclasses that are given a client of boto3 when they are built, anywhere."""
    given = {}
    for name, module in modules().items():
        for node in module.functions.values():
            assigned = {
                target.id: _origin(statement.value)
                for statement in ast.walk(node)
                if isinstance(statement, ast.Assign)
                for target in statement.targets
                if isinstance(target, ast.Name)
            }
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                    owner = full_name(name, call.func.id)
                    arguments = [assigned.get(ast.unparse(argument), _origin(argument)) for argument in call.args]
                    given |= {
                        (owner, field): kind for field, kind in zip(_fields(owner), arguments, strict=False) if kind
                    }
    return given


def _origin(node: ast.expr) -> str:
    """boto3.client("s3"), or a table of boto3.resource("dynamodb")."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "Table":
        node = node.func.value
    return _client(node)


def _fields(owner: str) -> list[str]:
    found = class_of(owner)
    members = found[1].body if found else []
    return [ast.unparse(member.target) for member in members if isinstance(member, ast.AnnAssign)]
