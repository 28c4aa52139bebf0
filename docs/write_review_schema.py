"""Write review.schema.json, the shape of review.json, from the dataclasses: `python -m docs.write_review_schema`."""

import json
import types
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from lambdas.shared.domain.review import Review

SCHEMA = Path(__file__).with_name("review.schema.json")
_SCALARS = {str: "string", int: "integer", float: "number", bool: "boolean"}


def review_schema() -> dict[str, Any]:
    """JSON Schema of what `Review.to_data` writes. Readers ignore keys that they do not know, and so does it."""
    definitions: dict[str, Any] = {}
    _schema_of(Review, definitions)
    review = definitions.pop("Review")
    review["properties"]["digest"] = {
        "type": "string",
        "pattern": "^[0-9a-f]{64}$",
        "description": "SHA-256 over the canonical form of all of the above: sorted keys, no spaces, UTF-8.",
    }
    review["required"].append("digest")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Deployment review",
        "description": "review.json, version 1: properties may be added, none changes its meaning or goes away.",
        **review,
        "oneOf": [_either("object", "null"), _either("null", "string")],  # a model wrote it, or why none did
        "$defs": definitions,
    }


def main() -> None:
    SCHEMA.write_text(json.dumps(review_schema(), indent=2) + "\n", "utf-8")


def _either(model: str, reason: str) -> dict[str, Any]:
    return {"properties": {"model": {"type": model}, "unavailable_reason": {"type": reason}}}


def _schema_of(kind: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    if get_origin(kind) is types.UnionType:
        inner = next(argument for argument in get_args(kind) if argument is not types.NoneType)
        return {"anyOf": [_schema_of(inner, definitions), {"type": "null"}]}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _schema_of(get_args(kind)[0], definitions)}
    if is_dataclass(kind):
        return _reference(kind, definitions)
    if issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    return {"type": _SCALARS[kind]}


def _reference(kind: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    name = kind.__name__
    if name not in definitions:
        definitions[name] = {}
        hints = get_type_hints(kind)
        properties = {
            str(field.metadata.get("json", field.name)): _schema_of(hints[field.name], definitions)
            for field in fields(kind)
        }
        definitions[name] = {"type": "object", **_said(kind), "properties": properties, "required": _required(kind)}
    return {"$ref": f"#/$defs/{name}"}


def _required(kind: type[Any]) -> list[str]:
    """Every field is written, but those that are left out while they are empty."""
    return [
        str(field.metadata.get("json", field.name))
        for field in fields(kind)
        if "absent_when_empty" not in field.metadata
    ]


def _said(kind: type[Any]) -> dict[str, str]:
    """The class's own docstring; what `dataclass` writes in its place says nothing."""
    text = " ".join((kind.__doc__ or "").split())
    return {} if text.startswith(f"{kind.__name__}(") else {"description": text}


if __name__ == "__main__":
    main()
