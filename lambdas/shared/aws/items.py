"""Python's values as DynamoDB's attribute values, and back."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, SupportsBytes, cast

from boto3.dynamodb.types import Binary, TypeDeserializer, TypeSerializer

Item = Mapping[str, Any]


def to_item(values: Mapping[str, Any]) -> dict[str, Any]:
    """Attribute values of str, int, bool, bytes, lists and maps of these."""
    serializer = TypeSerializer()
    return {name: serializer.serialize(value) for name, value in values.items()}


def from_item(item: Item) -> dict[str, Any]:
    """Plain Python: DynamoDB's numbers become int or float, binaries bytes."""
    deserializer = TypeDeserializer()
    return {name: _plain(deserializer.deserialize(value)) for name, value in item.items()}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Binary):
        return bytes(cast("SupportsBytes", value))
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value
