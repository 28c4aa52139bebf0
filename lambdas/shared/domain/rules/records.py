"""Methods that a type has without their being written: the accessors of Java's records and of Kotlin's properties."""

import re
from collections.abc import Iterator

from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.definitions import Definition, Definitions
from lambdas.shared.domain.rules.signatures import parameters

_RECORD = {"Java": re.compile(r"\brecord\s+\w"), "Kotlin": re.compile(r"\bclass\s+\w+[^(]*\(")}
_OF_VALUES = ("equals", "hashCode", "toString")  # that every record has, and every data class


def unwritten_methods(file: ChangedFile, after: Definitions) -> frozenset[str]:
    """Full names of what the types that begin on added lines have anyway."""
    declares = _RECORD.get(file.language.name)
    if declares is None:
        return frozenset()
    types = [one for one in after.begun.values() if one.is_class and one.line and declares.search(one.line.text)]
    return frozenset(f"{one.full_name}.{name}" for one in types for name in _names(file, one))


def _names(file: ChangedFile, definition: Definition) -> Iterator[str]:
    line = definition.line
    fields = parameters(file, line) if line else None
    if line is None or fields is None:
        return
    if file.language.name == "Java":
        yield definition.name  # the constructor
        yield from fields
    else:
        yield from (f"{verb}{name[:1].upper()}{name[1:]}" for name in fields for verb in ("get", "set", "is"))
    if file.language.name == "Java" or re.search(r"\bdata\s+class\b", line.text):
        yield from _OF_VALUES
