"""A table of the settings file into its dataclass; the dataclass is the schema."""

import types
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from difflib import get_close_matches
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from stacks.settings.about import check_of
from stacks.settings.errors import SettingsError, WrongValueError, wrong
from stacks.settings.people import read_people
from stacks.settings.place import Place

T = TypeVar("T")

_KINDS: Mapping[object, str] = {
    str: "a text in quotes",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
}


def read_table(cls: type[T], table: Mapping[str, Any], place: Place, **already_read: object) -> T:
    """
    The dataclass `cls` from a table; `already_read` are the fields that the caller has read from elsewhere.

    Raises:
        SettingsError: a setting is missing, unknown, of another type, or refused by its check.
    """
    refuse_unknown(table, (field.name for field in _fields(cls)), place)
    values: dict[str, Any] = {**already_read, **read_values(cls, table, place)}
    for field in _fields(cls):
        if field.name not in values and field.default is MISSING:
            raise missing(field.name, place)
    return cls(**values)


def read_values(cls: type[Any], table: Mapping[str, Any], place: Place) -> dict[str, Any]:
    """Those fields of `cls` that the table has, checked; the rest may stand elsewhere."""
    hints = get_type_hints(cls)
    known = (field for field in fields(cls) if field.name in table)
    return {field.name: _read_value(field, hints[field.name], table[field.name], place) for field in known}


def refuse_unknown(table: Mapping[str, Any], known: Iterable[str], place: Place) -> None:
    names = tuple(known)
    for key in table:
        if key not in names:
            close = get_close_matches(key, names, n=1)
            advice = f"did you mean {close[0]}?" if close else f"the settings here are {', '.join(names)}."
            raise SettingsError(f"{place.of(key)}: there is no setting {place.name_of(key)}; {advice}")


def missing(key: str, place: Place, *, advice: str = "") -> SettingsError:
    return SettingsError(f"{place.itself}: {place.name_of(key)} is missing; add {key} = … to the file{advice}.")


def _fields(cls: type[Any]) -> tuple[Field[Any], ...]:
    return fields(cls)


def _read_value(field: Field[Any], hint: object, value: object, place: Place) -> object:
    kind = _without_none(hint)
    if is_dataclass(kind):
        if not isinstance(value, Mapping):
            raise wrong(field.name, value, "must be a table, such as { key = … }", place)
        return read_table(kind, value, place.in_section(field.name))  # type: ignore[arg-type]
    if kind == tuple[tuple[str, ...], ...]:
        return read_people(value, place)
    if get_origin(kind) is tuple:
        return _read_list(field, value, place)
    return _read_scalar(field, kind, value, place)


def _read_list(field: Field[Any], value: object, place: Place) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise wrong(field.name, value, 'must be a list, such as ["…", "…"]', place)
    return tuple(_read_scalar(field, str, item, place) for item in value)


def _read_scalar(field: Field[Any], kind: object, value: object, place: Place) -> object:
    if kind is float and type(value) is int:
        value = float(value)
    if type(value) is not kind:
        raise wrong(field.name, value, f"must be {_KINDS[kind]}", place)
    check = check_of(field)
    if check:
        try:
            check(value)
        except WrongValueError as error:
            raise wrong(field.name, value, str(error), place) from error
    return value


def _without_none(hint: object) -> object:
    if get_origin(hint) in (Union, types.UnionType):
        return next(kind for kind in get_args(hint) if kind is not types.NoneType)
    return hint
