"""The operations that read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from local.cloud.http import ApiError
from local.codepipeline import views
from local.codepipeline.executions import ActionExecution
from local.codepipeline.lookup import Lookup, Parameters

_PAGE = 100


@dataclass(frozen=True, slots=True)
class Reading:
    lookup: Lookup
    arn_prefix: str

    def list_pipelines(self, _parameters: Parameters, _caller: str) -> dict[str, Any]:
        return {"pipelines": [views.pipeline_summary(each) for each in self.lookup.engine.pipelines.values()]}

    def get_pipeline(self, parameters: Parameters, _caller: str) -> dict[str, Any]:
        pipeline = self.lookup.pipeline(parameters.get("name", ""))
        return {"pipeline": pipeline.to_api(), "metadata": {"pipelineArn": self.arn_prefix + pipeline.name}}

    def get_pipeline_state(self, parameters: Parameters, _caller: str) -> dict[str, Any]:
        pipeline = self.lookup.pipeline(parameters.get("name", ""))
        stages = [
            views.stage_state(
                stage, self.lookup.executions(pipeline), self.lookup.engine.gate(pipeline.name, stage.name)
            )
            for stage in pipeline.stages
        ]
        return {"pipelineName": pipeline.name, "pipelineVersion": pipeline.version, "stageStates": stages}

    def get_pipeline_execution(self, parameters: Parameters, _caller: str) -> dict[str, Any]:
        return {"pipelineExecution": views.execution(self.lookup.execution(parameters))}

    def list_pipeline_executions(self, parameters: Parameters, _caller: str) -> dict[str, Any]:
        executions = self.lookup.executions(self.lookup.pipeline(parameters.get("pipelineName", "")))
        return _page(parameters, "pipelineExecutionSummaries", map(views.execution_summary, executions))

    def list_action_executions(self, parameters: Parameters, _caller: str) -> dict[str, Any]:
        executions = self.lookup.executions(self.lookup.pipeline(parameters.get("pipelineName", "")))
        given = parameters.get("filter") or {}
        latest = (given.get("latestInPipelineExecution") or {}).get("pipelineExecutionId")
        wanted = given.get("pipelineExecutionId") or latest
        if wanted:
            executions = [each for each in executions if each.id == wanted]
            if not executions:
                message = f"There is no execution {wanted} of this pipeline."
                raise ApiError("PipelineExecutionNotFoundException", message)
        with self.lookup.engine.changed:
            runs = [run for each in executions for run in reversed(each.actions)]
            details = list(map(views.action_execution, _only_latest(runs) if latest else runs))
        return _page(parameters, "actionExecutionDetails", details)


def _only_latest(runs: Iterable[ActionExecution]) -> list[ActionExecution]:
    latest: dict[tuple[str, str], ActionExecution] = {}
    for run in runs:
        latest.setdefault((run.stage_name, run.action.name), run)
    return list(latest.values())


def _page(parameters: Parameters, key: str, entries: Iterable[dict[str, Any]]) -> dict[str, Any]:
    start = int(parameters.get("nextToken") or 0)
    size = int(parameters.get("maxResults") or _PAGE)
    everything = list(entries)
    rest = {"nextToken": str(start + size)} if len(everything) > start + size else {}
    return {key: everything[start : start + size], **rest}
