"""`AWS::CodePipeline::Pipeline`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from local.codecommit.repositories import Repositories
from local.codepipeline.definition import read_pipeline
from local.codepipeline.engine import Engine
from local.codepipeline.executions import Trigger
from local.ministack.resource_types import Provisioned, physical_name


@dataclass(frozen=True, slots=True)
class PipelineType:
    engine: Engine
    repositories: Repositories

    def create(self, logical_id: str, properties: Mapping[str, Any], stack_name: str) -> Provisioned:
        """
        A new pipeline runs at once, as on AWS, when its repository has a commit.

        On AWS it runs without one, too, and fails; here it waits for the first push.
        """
        name = properties.get("Name") or physical_name(stack_name, logical_id)
        if name in self.engine.pipelines:
            message = f"A pipeline named {name} already exists."
            raise ValueError(message)
        pipeline = read_pipeline(properties, name=name, version=1)
        self.engine.pipelines[name] = pipeline
        sources = [
            self.repositories.find(action.configuration.get("RepositoryName", "")) for action in pipeline.sources()
        ]
        if sources and all(source is not None and source.branches() for source in sources):
            self.engine.start(pipeline, trigger=Trigger("CreatePipeline", ""))
        return name, {"Version": "1"}

    def update(self, physical_id: str, properties: Mapping[str, Any], stack_name: str) -> Provisioned:
        """Executions under way go on with the definition they started with."""
        if properties.get("Name", physical_id) != physical_id:
            return self.create("", properties, stack_name)
        version = self.engine.pipelines[physical_id].version + 1
        pipeline = read_pipeline(properties, name=physical_id, version=version)
        self.engine.pipelines[physical_id] = pipeline
        return physical_id, {"Version": str(version)}

    def delete(self, physical_id: str) -> None:
        self.engine.pipelines.pop(physical_id, None)
