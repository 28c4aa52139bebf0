"""Fields of a JSON object as the schema wants them, with the liberties that models take understood."""

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from lambdas.shared.domain.answer import bounds
from lambdas.shared.domain.answer.errors import WrongSchemaError
from lambdas.shared.domain.answer.plain_text import one_line, shorten, visible
from lambdas.shared.domain.review import Level

T = TypeVar("T")


def text(data: Mapping[str, Any], name: str, longest: int) -> str:
    value = data.get(name)
    if not isinstance(value, str) or not value.strip():
        raise WrongSchemaError(f"`{name}` is missing or not a text")
    return one_line(value, longest=longest)


def quote(data: Mapping[str, Any]) -> str:
    """Lines are kept; what is longer than a quote needs to be is cut."""
    value = data.get("quote")
    if not isinstance(value, str):
        raise WrongSchemaError("`quote` is missing or not a text")
    return shorten(visible(value).strip("\n"), longest=bounds.QUOTE)


def path(data: Mapping[str, Any]) -> str:
    """Never cleaned: it is compared with the diff, character by character."""
    value = data.get("path")
    if not isinstance(value, str) or not value:
        raise WrongSchemaError("`path` is missing or not a text")
    return value[: bounds.PATH]


def line(data: Mapping[str, Any], name: str) -> int:
    """A whole number, also as 12.0 or "12"; never a truth value."""
    value = data.get(name)
    if isinstance(value, str) and value.isdecimal() and len(value) < 10:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value // 1:
        raise WrongSchemaError(f"`{name}` is missing or not a whole number")
    return int(value)


def level(data: Mapping[str, Any], name: str) -> Level:
    value = data.get(name)
    names = [member.value for member in Level]
    if not isinstance(value, str) or value.strip().lower() not in names:
        raise WrongSchemaError(f"`{name}` is none of {', '.join(names)}")
    return Level(value.strip().lower())


def items(data: Mapping[str, Any], name: str, most: int, read: Callable[[Any], T]) -> tuple[T, ...]:
    """The items of a list, at most so many; one that is missing is empty. Some models send it as a string of JSON."""
    given = data.get(name)
    value = _parsed(given) if isinstance(given, str) else given
    if value is None:
        return ()
    if not isinstance(value, (list, tuple)):
        raise WrongSchemaError(f"`{name}` is not a list")
    return tuple(read(item) for item in value[:most])


def texts(data: Mapping[str, Any], name: str, most: int, longest: int) -> tuple[str, ...]:
    """A list of texts, empty ones left out; a single text is a list of one."""

    def read(item: object) -> str:
        if not isinstance(item, str):
            raise WrongSchemaError(f"`{name}` holds something that is not a text")
        return one_line(item, longest=longest)

    return tuple(item for item in items(data, name, most, read) if item)


def mapping(value: object, name: str) -> Mapping[str, Any]:
    found = _parsed(value) if isinstance(value, str) else value
    if not isinstance(found, Mapping):
        raise WrongSchemaError(f"`{name}` is missing or not an object")
    return found


def _parsed(value: str) -> object:
    """JSON in a string; a text that is none stands for a list of itself."""
    try:
        return json.loads(value)
    except ValueError:
        return [value] if value.strip() else []
