"""The gravest level at which each rule speaks, gathered from the rules' own modules and from what they find."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from lambdas.shared.domain import rules
from lambdas.shared.domain.diff import parse_diff
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules import find_facts
from lambdas.shared.domain.rules.rule import FactType
from tests.unit.corpus.claims import CASES


@cache
def levels() -> dict[str, Level]:
    """Of the rules that carry risk."""
    found: dict[str, Level] = {}
    for rule, level in (*_held(), *_written(), *_met()):
        if level and (rule not in found or found[rule].rank < level.rank):
            found[rule] = level
    return found


def _held() -> Iterator[tuple[str, Level | None]]:
    """By the modules, in whatever table or object."""
    for module in pkgutil.walk_packages(rules.__path__, f"{rules.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            yield from ((one.rule, one.level) for one in _fact_types(value, depth=5))


def _fact_types(value: Any, *, depth: int) -> Iterator[FactType]:
    if isinstance(value, FactType):
        yield value
    elif isinstance(value, type) or not depth:
        return
    elif isinstance(value, dict):
        yield from (one for other in value.values() for one in _fact_types(other, depth=depth - 1))
    elif isinstance(value, (tuple, list)):
        yield from (one for other in value for one in _fact_types(other, depth=depth - 1))
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _fact_types(getattr(value, name), depth=depth - 1)


def _written() -> Iterator[tuple[str, Level | None]]:
    """Where the code makes one when it finds something: `FactType("link-added", FactKind.FILE, Level.LOW)`."""
    for path in Path(rules.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="FactType"), args=[ast.Constant(value=str(rule)), _, ast.Attribute(attr=level)]
                ):
                    yield rule, Level[level]


def _met() -> Iterator[tuple[str, Level | None]]:
    for case in CASES:
        yield from ((fact.rule, fact.level) for fact in find_facts(case.change, parse_diff(case.diff)))
