"""The operations that start, stop, retry and roll back."""

from dataclasses import dataclass
from typing import Any

from local.cloud.http import ApiError
from local.codepipeline.executions import OVER, Status, Trigger
from local.codepipeline.lookup import Lookup, Parameters, stage_of


@dataclass(frozen=True, slots=True)
class Steering:
    lookup: Lookup

    def start_pipeline_execution(self, parameters: Parameters, caller: str) -> dict[str, Any]:
        execution = self.lookup.engine.start(
            self.lookup.pipeline(parameters.get("name", "")),
            trigger=Trigger("StartPipelineExecution", caller),
            variables={each["name"]: each["value"] for each in parameters.get("variables", [])},
            wanted_revisions={
                each["actionName"]: each["revisionValue"]
                for each in parameters.get("sourceRevisions", [])
                if each["revisionType"] in ("COMMIT_ID", "S3_OBJECT_VERSION_ID")
            },
        )
        return {"pipelineExecutionId": execution.id}

    def stop_pipeline_execution(self, parameters: Parameters, _caller: str) -> dict[str, Any]:
        execution = self.lookup.execution(parameters)
        abandon = bool(parameters.get("abandon", False))
        if execution.status in OVER:
            raise ApiError("PipelineExecutionNotStoppableException", f"The execution is {execution.status}.")
        if execution.status is Status.STOPPING and not abandon:
            raise ApiError("DuplicatedStopRequestException", "The execution is being stopped already.")
        self.lookup.engine.stop(execution, abandon=abandon, reason=parameters.get("reason", ""))
        return {"pipelineExecutionId": execution.id}

    def retry_stage_execution(self, parameters: Parameters, _caller: str) -> dict[str, Any]:
        execution = self.lookup.execution(parameters)
        stage = stage_of(execution.pipeline, parameters.get("stageName", ""))
        if execution.stages.get(stage.name) is not Status.FAILED or execution.status is not Status.FAILED:
            raise ApiError("StageNotRetryableException", f"The stage {stage.name} of this execution has not failed.")
        newer = self.lookup.engine.executions[self.lookup.engine.executions.index(execution) + 1 :]
        if any(each.pipeline.name == execution.pipeline.name and stage.name in each.stages for each in newer):
            raise ApiError("NotLatestPipelineExecutionException", "A newer execution has entered the stage.")
        self.lookup.engine.retry(execution, stage, all_actions=parameters.get("retryMode") == "ALL_ACTIONS")
        return {"pipelineExecutionId": execution.id}

    def rollback_stage(self, parameters: Parameters, caller: str) -> dict[str, Any]:
        target = self.lookup.execution(
            {**parameters, "pipelineExecutionId": parameters.get("targetPipelineExecutionId")}
        )
        stage = stage_of(target.pipeline, parameters.get("stageName", ""))
        if target.stages.get(stage.name) is not Status.SUCCEEDED:
            message = "The target execution did not succeed in this stage."
            raise ApiError("UnableToRollbackStageException", message)
        return {"pipelineExecutionId": self.lookup.engine.roll_back(target, stage, caller=caller).id}
