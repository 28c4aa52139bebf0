"""Facts about functions and classes: added, removed, changed, and what they ask of their callers."""

from collections.abc import Iterator

from lambdas.shared.domain.change import FileKind
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.definition_patterns import PATTERNS
from lambdas.shared.domain.rules.definitions import Definition, Definitions, definitions
from lambdas.shared.domain.rules.records import unwritten_methods
from lambdas.shared.domain.rules.rule import FactType, Rule, code
from lambdas.shared.domain.rules.signatures import parameters
from lambdas.shared.domain.rules.tests_in_source import is_test

_ADDED = FactType("function-added", FactKind.BEHAVIOUR)
_REMOVED = FactType("function-removed", FactKind.BEHAVIOUR)
_CHANGED = FactType("function-changed", FactKind.BEHAVIOUR)
_CLASS_ADDED = FactType("class-added", FactKind.BEHAVIOUR)
_CLASS_REMOVED = FactType("class-removed", FactKind.BEHAVIOUR)
_CLASS_CHANGED = FactType("class-changed", FactKind.BEHAVIOUR)
_TEST_ADDED = FactType("test-added", FactKind.TEST)
_TEST_CHANGED = FactType("test-changed", FactKind.TEST)
_TEST_REMOVED = FactType("test-removed", FactKind.TEST, Level.MEDIUM)
_PARAMETER_ADDED = FactType("function-parameter-added", FactKind.BEHAVIOUR)
_PARAMETER_REMOVED = FactType("function-parameter-removed", FactKind.BEHAVIOUR, Level.LOW)


def structure(file: ChangedFile) -> Iterator[Fact]:
    if not file.takes_effect or file.language.name not in PATTERNS or not file.diff.hunks:
        return
    before, after = definitions(file)
    for name, definition in after.begun.items():
        if name not in before.begun:
            yield from _come(file, definition)
        else:
            yield from _signature(file, before.begun[name], definition)
    unwritten = unwritten_methods(file, after)
    for name, definition in before.begun.items():
        if name not in after.begun and name not in unwritten:
            yield from _gone(file, definition)
    if file.file.kind is not FileKind.DELETED:
        yield from _touched(file, before, after)


def _come(file: ChangedFile, definition: Definition) -> Iterator[Fact]:
    line = definition.line
    if line is not None and is_test(file, line):
        renamed = file.partner(line)
        if renamed is None or not is_test(file, renamed):
            name = code(definition.name)
            yield _TEST_ADDED.at(
                file, line, f"Adds the test {name}.", subject=definition.name, short=f"test {name} added"
            )
    else:
        yield _said(file, definition, "Adds", _CLASS_ADDED if definition.is_class else _ADDED)


def _gone(file: ChangedFile, definition: Definition) -> Iterator[Fact]:
    line = definition.line
    if line is not None and is_test(file, line):
        renamed = file.partner(line)
        if renamed is None or not is_test(file, renamed):
            name = code(definition.name)
            text = f"The test {name} is removed."
            yield _TEST_REMOVED.at(file, line, text, subject=definition.name, short=f"test {name} removed")
    else:
        yield _said(file, definition, "Removes", _CLASS_REMOVED if definition.is_class else _REMOVED)


def _said(file: ChangedFile, definition: Definition, verb: str, type_: FactType) -> Fact:
    line = definition.line
    noun, name = _noun(definition), code(definition.full_name)
    text = f"{verb} {noun} {name}."
    short = f"{noun} {name} {'added' if verb == 'Adds' else 'removed'}"
    return type_.at(file, line, text, subject=definition.full_name, short=short) if line else type_.of(file, text)


def _noun(definition: Definition) -> str:
    if definition.is_class:
        return "the class" if definition.line is None or "class" in definition.line.text else "the type"
    return "the method" if definition.owner else "the function"


def _touched(file: ChangedFile, before: Definitions, after: Definitions) -> Iterator[Fact]:
    """Definitions that were there and stay, with changed lines inside."""
    come_or_gone = after.begun.keys() | before.begun.keys()
    inside = {name: place for name, place in before.touched.items() if name not in come_or_gone}
    inside.update({name: place for name, place in after.touched.items() if name not in come_or_gone})
    for name in sorted(after.begun.keys() & before.begun.keys()):
        line = after.begun[name].line
        if line is not None and (name in before.touched or name in after.touched):
            inside[name] = (after.begun[name], line)
    for name, (definition, line) in inside.items():
        if is_test(file, definition.line or line):
            text = f"Changes the test {code(name)}."
            yield _TEST_CHANGED.at(file, line, text, subject=name, short=f"test {code(name)} changed")
            continue
        type_ = _CLASS_CHANGED if definition.is_class else _CHANGED
        said = f"{_noun(definition)} {code(name)}"
        yield type_.at(file, line, f"Changes {said}.", subject=name, short=f"{said} changed")


def _signature(file: ChangedFile, old: Definition, new: Definition) -> Iterator[Fact]:
    if new.is_class or old.line is None or new.line is None:
        return
    before, after = parameters(file, old.line), parameters(file, new.line)
    if before is None or after is None or len(before) == len(after):  # renamed at most
        return
    for name, has_default in after.items():
        if name not in before and name != "_":
            how = "optional" if has_default else "required"
            yield _PARAMETER_ADDED.at(
                file,
                new.line,
                f"The function {code(new.full_name)} takes a new {how} parameter, {code(name)}.",
                subject=name,
                after=new.full_name,
                short=f"a new {how} parameter {code(name)} of {code(new.full_name)}",
            )
    for name in before:
        if name not in after:
            yield _PARAMETER_REMOVED.at(
                file,
                new.line,
                f"The function {code(new.full_name)} no longer takes the parameter {code(name)}.",
                subject=name,
                before=new.full_name,
                short=f"parameter {code(name)} of {code(new.full_name)} removed",
            )


ALL: tuple[Rule, ...] = (structure,)
