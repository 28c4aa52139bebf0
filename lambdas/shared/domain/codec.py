"""Frozen dataclasses to JSON and back (cattrs would do, but costs 46 ms of each function's start; boto3 costs 124)."""

import hashlib
import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")

# Metadata of a field that came with a later release: a record from before it keeps its form, and so its digest.
ABSENT_WHEN_EMPTY = {"absent_when_empty": True}


class ShapeError(ValueError):
    """The data is not of the shape that was asked for; says where, never what stands there."""


def to_data(value: Any) -> Any:
    """A dataclass as dicts, lists and scalars."""
    if is_dataclass(value):
        return {_key(field): to_data(getattr(value, field.name)) for field in fields(value) if _is_told(field, value)}
    if isinstance(value, (tuple, list)):
        return [to_data(item) for item in value]
    if isinstance(value, Mapping):
        return {key: to_data(item) for key, item in value.items()}
    return value.value if isinstance(value, Enum) else value


def from_data(cls: type[T], data: Any) -> T:
    """
    The dataclass `cls` from its JSON form; unknown keys are ignored, so that older code reads newer records.

    Raises:
        ShapeError: a value is missing or of another type.
    """
    return cast("T", _read(cls, data, cls.__name__))


def canonical(data: Any) -> bytes:
    """The one way to write this JSON value down: sorted keys, no spaces, UTF-8 (lone surrogates replaced)."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "replace")


def digest(data: Any) -> str:
    """SHA-256 over the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(data)).hexdigest()


def _is_told(field: "Field[Any]", value: Any) -> bool:
    return "absent_when_empty" not in field.metadata or bool(getattr(value, field.name))


def _key(field: "Field[Any]") -> str:
    """The name in JSON: the field's own, or where that is a Python keyword the one in its metadata."""
    return str(field.metadata.get("json", field.name))


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _read(kind: Any, data: Any, where: str) -> Any:
    if is_dataclass(kind):
        return _read_dataclass(cast("type", kind), data, where)
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = next(arg for arg in get_args(kind) if arg is not types.NoneType)
        return None if data is None else _read(inner, data, where)
    if origin is tuple:
        if not isinstance(data, (list, tuple)):
            raise ShapeError(f"{where} is not a list")
        inner = get_args(kind)[0]
        return tuple(_read(inner, item, f"{where}[{index}]") for index, item in enumerate(data))
    return _read_scalar(kind, data, where)


def _read_dataclass(cls: type, data: Any, where: str) -> Any:
    if not isinstance(data, Mapping):
        raise ShapeError(f"{where} is not an object")
    values = {}
    for field in fields(cls):
        key = _key(field)
        if key in data:
            values[field.name] = _read(_hints(cls)[field.name], data[key], f"{where}.{key}")
        elif field.default is MISSING and field.default_factory is MISSING:
            raise ShapeError(f"{where}.{key} is missing")
    return cls(**values)


def _read_scalar(kind: Any, data: Any, where: str) -> Any:
    if issubclass(kind, Enum):
        try:
            return kind(data)
        except ValueError as error:
            raise ShapeError(f"{where} is none of {', '.join(member.value for member in kind)}") from error
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if not isinstance(data, kind) or (kind is not bool and isinstance(data, bool)):
        raise ShapeError(f"{where} is not of type {kind.__name__}")
    return data
