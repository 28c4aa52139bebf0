"""What a pipeline is: stages of actions. Read from CloudFormation's properties, shown as GetPipeline shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

APPROVAL_TIMEOUT_MINUTES = 7 * 24 * 60


class ExecutionMode(StrEnum):
    QUEUED = "QUEUED"
    SUPERSEDED = "SUPERSEDED"
    PARALLEL = "PARALLEL"


@dataclass(frozen=True, slots=True)
class ActionType:
    category: str
    owner: str
    provider: str
    version: str

    def to_api(self) -> dict[str, str]:
        return {
            "category": self.category,
            "owner": self.owner,
            "provider": self.provider,
            "version": self.version,
        }


@dataclass(frozen=True, slots=True)
class Action:
    name: str
    type: ActionType
    run_order: int = 1
    configuration: Mapping[str, str] = field(default_factory=dict)
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    namespace: str = ""
    role_arn: str = ""
    region: str = ""
    timeout_minutes: float | None = None

    def to_api(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "actionTypeId": self.type.to_api(),
            "runOrder": self.run_order,
            "configuration": dict(self.configuration),
            "inputArtifacts": [{"name": name} for name in self.inputs],
            "outputArtifacts": [{"name": name} for name in self.outputs],
            **({"namespace": self.namespace} if self.namespace else {}),
            **({"roleArn": self.role_arn} if self.role_arn else {}),
            **({"region": self.region} if self.region else {}),
            **({"timeoutInMinutes": int(self.timeout_minutes)} if self.timeout_minutes else {}),
        }


@dataclass(frozen=True, slots=True)
class Stage:
    name: str
    actions: tuple[Action, ...]

    def in_order(self) -> Iterator[tuple[Action, ...]]:
        """The actions of one run order after the other; those of one run side by side."""
        for run_order in sorted({action.run_order for action in self.actions}):
            yield tuple(action for action in self.actions if action.run_order == run_order)


@dataclass(frozen=True, slots=True)
class Pipeline:
    name: str
    role_arn: str
    artifact_bucket: str
    stages: tuple[Stage, ...]
    encryption_key: str = ""
    mode: ExecutionMode = ExecutionMode.SUPERSEDED
    type: str = "V2"
    variables: Mapping[str, str] = field(default_factory=dict)  # name: default
    version: int = 1

    def find_stage(self, name: str) -> Stage | None:
        return next((stage for stage in self.stages if stage.name == name), None)

    def sources(self) -> Iterator[Action]:
        return (action for action in self.stages[0].actions if action.type.category == "Source")

    def to_api(self) -> dict[str, Any]:
        key = {"encryptionKey": {"id": self.encryption_key, "type": "KMS"}} if self.encryption_key else {}
        return {
            "name": self.name,
            "roleArn": self.role_arn,
            "artifactStore": {"type": "S3", "location": self.artifact_bucket, **key},
            "stages": [
                {"name": stage.name, "actions": [action.to_api() for action in stage.actions]} for stage in self.stages
            ],
            "version": self.version,
            "executionMode": self.mode.value,
            "pipelineType": self.type,
            "variables": [{"name": name, "defaultValue": value} for name, value in self.variables.items()],
        }


def read_pipeline(properties: Mapping[str, Any], *, name: str, version: int) -> Pipeline:
    """From the properties of `AWS::CodePipeline::Pipeline`, every intrinsic resolved."""
    store = properties.get("ArtifactStore") or properties["ArtifactStores"][0]["ArtifactStore"]
    return Pipeline(
        name=name,
        role_arn=properties["RoleArn"],
        artifact_bucket=store["Location"],
        encryption_key=(store.get("EncryptionKey") or {}).get("Id", ""),
        stages=tuple(
            Stage(name=stage["Name"], actions=tuple(_read_action(action) for action in stage["Actions"]))
            for stage in properties["Stages"]
        ),
        mode=ExecutionMode(properties.get("ExecutionMode", "SUPERSEDED")),
        type=properties.get("PipelineType", "V1"),
        variables={each["Name"]: each.get("DefaultValue", "") for each in properties.get("Variables", [])},
        version=version,
    )


def _read_action(data: Mapping[str, Any]) -> Action:
    kind = data["ActionTypeId"]
    timeout = data.get("TimeoutInMinutes")
    return Action(
        name=data["Name"],
        type=ActionType(kind["Category"], kind["Owner"], kind["Provider"], str(kind["Version"])),
        run_order=int(data.get("RunOrder", 1)),
        configuration={name: _text(value) for name, value in (data.get("Configuration") or {}).items()},
        inputs=tuple(each["Name"] for each in data.get("InputArtifacts", [])),
        outputs=tuple(each["Name"] for each in data.get("OutputArtifacts", [])),
        namespace=data.get("Namespace", ""),
        role_arn=data.get("RoleArn", ""),
        region=data.get("Region", ""),
        timeout_minutes=None if timeout is None else float(timeout),
    )


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
