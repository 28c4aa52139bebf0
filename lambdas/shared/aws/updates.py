"""One `Update` of a DynamoDB transaction; every name is a placeholder, because `status` and others are reserved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lambdas.shared.aws.items import to_item


@dataclass(frozen=True, slots=True)
class Update:
    table_name: str
    execution_id: str
    item: str
    _set: tuple[tuple[str, object], ...] = ()
    _removed: tuple[str, ...] = ()
    _provided: tuple[tuple[str, object], ...] = ()

    def set(self, attributes: Mapping[str, object]) -> "Update":
        return replace(self, _set=(*self._set, *attributes.items()))

    def remove(self, names: Iterable[str]) -> "Update":
        return replace(self, _removed=(*self._removed, *names))

    def provided(self, name: str, value: object) -> "Update":
        """Only if this attribute has this value; None: only if it is not there."""
        return replace(self, _provided=(*self._provided, (name, value)))

    def request(self) -> dict[str, Any]:
        """The value of `Update` in TransactWriteItems."""
        names = {name for name, _ in (*self._set, *self._provided)} | set(self._removed)
        values = {f":set_{name}": value for name, value in self._set}
        values |= {f":was_{name}": value for name, value in self._provided if value is not None}
        condition = " AND ".join(_condition(name, value) for name, value in self._provided)
        return {
            "TableName": self.table_name,
            "Key": to_item({"execution_id": self.execution_id, "item": self.item}),
            "UpdateExpression": self._expression(),
            "ExpressionAttributeNames": {f"#{name}": name for name in sorted(names)},
            **({"ExpressionAttributeValues": to_item(values)} if values else {}),
            **({"ConditionExpression": condition} if condition else {}),
        }

    def _expression(self) -> str:
        sets = "SET " + ", ".join(f"#{name} = :set_{name}" for name, _ in self._set) if self._set else ""
        removes = "REMOVE " + ", ".join(f"#{name}" for name in self._removed) if self._removed else ""
        return f"{sets} {removes}".strip()


def _condition(name: str, value: object) -> str:
    return f"attribute_not_exists(#{name})" if value is None else f"#{name} = :was_{name}"
