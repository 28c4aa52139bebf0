"""CloudFormation types beyond MiniStack's: a dictionary of what creates, updates and deletes each."""

from collections.abc import Mapping
from typing import Any, Protocol

from ministack.services.cloudformation import provisioners

Provisioned = tuple[str, dict[str, Any]]  # physical id, attributes for Fn::GetAtt


class ResourceType(Protocol):
    """`properties` arrive with every intrinsic resolved. A ValueError fails the deployment with its sentence."""

    def create(self, logical_id: str, properties: Mapping[str, Any], stack_name: str) -> Provisioned: ...

    def update(self, physical_id: str, properties: Mapping[str, Any], stack_name: str) -> Provisioned: ...

    def delete(self, physical_id: str) -> None: ...


def register(name: str, resource_type: ResourceType) -> None:
    """Make `name` (`AWS::CodePipeline::Pipeline`) deployable."""

    def update(physical_id: str, _old: dict[str, Any], new: dict[str, Any], stack_name: str) -> Provisioned:
        return resource_type.update(physical_id, new, stack_name)

    def delete(physical_id: str, _properties: dict[str, Any]) -> None:
        resource_type.delete(physical_id)

    provisioners._RESOURCE_HANDLERS[name] = {"create": resource_type.create, "update": update, "delete": delete}


def physical_name(stack_name: str, logical_id: str) -> str:
    """The name CloudFormation makes up where the template gives none."""
    return str(provisioners._physical_name(stack_name, logical_id, max_len=100))
