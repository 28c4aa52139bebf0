"""DynamoDB's global tables, which an update of their stack leaves as they are: with their name and their items."""

from typing import Any

from ministack.services.cloudformation import provisioners

_TYPE = "AWS::DynamoDB::GlobalTable"


def keep_tables() -> None:
    """
    MiniStack makes up the table's name anew, and so makes a new table, whenever one of its properties changes.

    It derives the name from the logical id, which this type's update, unlike that of `AWS::DynamoDB::Table`, is not
    told. Here the update is told the name that the table has.
    """
    handlers = provisioners._RESOURCE_HANDLERS[_TYPE]
    update = handlers["update"]

    def update_in_place(physical_id: str, old: dict[str, Any], new: dict[str, Any], stack_name: str) -> Any:
        named = new if "TableName" in new or "TableName" in old else {**new, "TableName": physical_id}
        return update(physical_id, old, named, stack_name)

    provisioners._RESOURCE_HANDLERS[_TYPE] = {**handlers, "update": update_in_place}
