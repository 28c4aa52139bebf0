"""DynamoDB's UpdateItem from plain names and values: its expressions refuse reserved words such as "status"."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Update:
    values: Mapping[str, Any]
    once: Mapping[str, Any]  # set only where the item does not have them yet
    without: tuple[str, ...]  # removed, unless among the values

    def parameters(self) -> dict[str, Any]:
        """UpdateExpression with its names and values."""
        removed = [name for name in self.without if name not in self.values]
        sets = [f"#{name} = :{name}" for name in self.values]
        sets += [f"#{name} = if_not_exists(#{name}, :{name})" for name in self.once]
        expression = "SET " + ", ".join(sets)
        if removed:
            expression += " REMOVE " + ", ".join(f"#{name}" for name in removed)
        return {
            "UpdateExpression": expression,
            "ExpressionAttributeNames": {f"#{name}": name for name in (*self.values, *self.once, *removed)},
            "ExpressionAttributeValues": {f":{name}": value for name, value in {**self.values, **self.once}.items()},
        }
