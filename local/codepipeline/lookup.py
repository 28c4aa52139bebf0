"""Finds what the API's parameters name, or answers with CodePipeline's exception for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from local.cloud.http import ApiError
from local.codepipeline.definition import Pipeline, Stage
from local.codepipeline.engine import Engine
from local.codepipeline.executions import Execution

Parameters = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Lookup:
    engine: Engine

    def pipeline(self, name: str) -> Pipeline:
        pipeline = self.engine.pipelines.get(name)
        if pipeline is None:
            raise ApiError("PipelineNotFoundException", f"The account does not have a pipeline with name '{name}'")
        return pipeline

    def executions(self, pipeline: Pipeline) -> list[Execution]:
        """The newest first."""
        with self.engine.changed:
            return [each for each in reversed(self.engine.executions) if each.pipeline.name == pipeline.name]

    def execution(self, parameters: Parameters) -> Execution:
        pipeline = self.pipeline(parameters.get("pipelineName", ""))
        wanted = parameters.get("pipelineExecutionId")
        for execution in self.executions(pipeline):
            if execution.id == wanted:
                return execution
        raise ApiError("PipelineExecutionNotFoundException", f"{pipeline.name} has no execution {wanted}.")


def stage_of(pipeline: Pipeline, name: str) -> Stage:
    stage = pipeline.find_stage(name)
    if stage is None:
        raise ApiError("StageNotFoundException", f"{pipeline.name} has no stage {name}.")
    return stage
