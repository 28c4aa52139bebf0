"""CodePipeline's API: the operations that read, start, stop, retry and decide."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from local.cloud.http import ApiError
from local.codepipeline import views
from local.codepipeline.approval_action import decided
from local.codepipeline.definition import Pipeline, Stage
from local.codepipeline.engine import Engine
from local.codepipeline.executions import OVER, ActionExecution, Execution, Status, Trigger

Parameters = Mapping[str, Any]
_PAGE = 100
_SUMMARY_LIMIT = 512
_DECISIONS = ("Approved", "Rejected")


@dataclass(frozen=True, slots=True)
class CodePipelineApi:
    engine: Engine
    arn_prefix: str

    def operations(self) -> dict[str, Callable[[Parameters, str], dict[str, Any]]]:
        return {
            "GetPipeline": self.get_pipeline,
            "GetPipelineExecution": self.get_pipeline_execution,
            "GetPipelineState": self.get_pipeline_state,
            "ListActionExecutions": self.list_action_executions,
            "ListPipelineExecutions": self.list_pipeline_executions,
            "ListPipelines": self.list_pipelines,
            "PutApprovalResult": self.put_approval_result,
            "RetryStageExecution": self.retry_stage_execution,
            "RollbackStage": self.rollback_stage,
            "StartPipelineExecution": self.start_pipeline_execution,
            "StopPipelineExecution": self.stop_pipeline_execution,
        }

    def resource(self, operation: str, parameters: Parameters) -> str:
        """
        What the caller's policies have to allow the operation on.

        https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodepipeline.html
        """
        if operation == "ListPipelines":
            return "*"
        parts = [self.arn_prefix + (parameters.get("pipelineName") or parameters.get("name") or "")]
        if operation in ("PutApprovalResult", "RetryStageExecution", "RollbackStage"):
            parts.append(parameters.get("stageName", ""))
        if operation == "PutApprovalResult":
            parts.append(parameters.get("actionName", ""))
        return "/".join(parts)

    def list_pipelines(self, _parameters: Parameters, _caller: str) -> dict[str, Any]:
        return {"pipelines": [views.pipeline_summary(each) for each in self.engine.pipelines.values()]}

    def get_pipeline(self, parameters: Parameters, _caller: str) -> dict[str, Any]:
        pipeline = self._pipeline(parameters.get("name", ""))
        return {"pipeline": pipeline.to_api(), "metadata": {"pipelineArn": self.arn_prefix + pipeline.name}}

    def get_pipeline_state(self, parameters: Parameters, _caller: str) -> dict[str, Any]:
        pipeline = self._pipeline(parameters.get("name", ""))
        stages = [
            views.stage_state(stage, self._executions(pipeline), self.engine.gate(pipeline.name, stage.name))
            for stage in pipeline.stages
        ]
        return {"pipelineName": pipeline.name, "pipelineVersion": pipeline.version, "stageStates": stages}

    def get_pipeline_execution(self, parameters: Parameters, _caller: str) -> dict[str, Any]:
        return {"pipelineExecution": views.execution(self._execution(parameters))}

    def list_pipeline_executions(self, parameters: Parameters, _caller: str) -> dict[str, Any]:
        executions = self._executions(self._pipeline(parameters.get("pipelineName", "")))
        return _page(parameters, "pipelineExecutionSummaries", map(views.execution_summary, executions))

    def list_action_executions(self, parameters: Parameters, _caller: str) -> dict[str, Any]:
        executions = self._executions(self._pipeline(parameters.get("pipelineName", "")))
        given = parameters.get("filter") or {}
        latest = (given.get("latestInPipelineExecution") or {}).get("pipelineExecutionId")
        wanted = given.get("pipelineExecutionId") or latest
        if wanted:
            executions = [each for each in executions if each.id == wanted]
            if not executions:
                message = f"There is no execution {wanted} of this pipeline."
                raise ApiError("PipelineExecutionNotFoundException", message)
        with self.engine.changed:
            runs = [run for each in executions for run in reversed(each.actions)]
            details = list(map(views.action_execution, _only_latest(runs) if latest else runs))
        return _page(parameters, "actionExecutionDetails", details)

    def start_pipeline_execution(self, parameters: Parameters, caller: str) -> dict[str, Any]:
        execution = self.engine.start(
            self._pipeline(parameters.get("name", "")),
            trigger=Trigger("StartPipelineExecution", caller),
            variables={each["name"]: each["value"] for each in parameters.get("variables", [])},
            wanted_commits={
                each["actionName"]: each["revisionValue"]
                for each in parameters.get("sourceRevisions", [])
                if each["revisionType"] == "COMMIT_ID"
            },
        )
        return {"pipelineExecutionId": execution.id}

    def stop_pipeline_execution(self, parameters: Parameters, _caller: str) -> dict[str, Any]:
        execution = self._execution(parameters)
        abandon = bool(parameters.get("abandon", False))
        if execution.status in OVER:
            raise ApiError("PipelineExecutionNotStoppableException", f"The execution is {execution.status}.")
        if execution.status is Status.STOPPING and not abandon:
            raise ApiError("DuplicatedStopRequestException", "The execution is being stopped already.")
        self.engine.stop(execution, abandon=abandon, reason=parameters.get("reason", ""))
        return {"pipelineExecutionId": execution.id}

    def retry_stage_execution(self, parameters: Parameters, _caller: str) -> dict[str, Any]:
        execution = self._execution(parameters)
        stage = _stage(execution.pipeline, parameters.get("stageName", ""))
        if execution.stages.get(stage.name) is not Status.FAILED or execution.status is not Status.FAILED:
            raise ApiError("StageNotRetryableException", f"The stage {stage.name} of this execution has not failed.")
        newer = self.engine.executions[self.engine.executions.index(execution) + 1 :]
        if any(each.pipeline.name == execution.pipeline.name and stage.name in each.stages for each in newer):
            raise ApiError("NotLatestPipelineExecutionException", "A newer execution has entered the stage.")
        self.engine.retry(execution, stage, all_actions=parameters.get("retryMode") == "ALL_ACTIONS")
        return {"pipelineExecutionId": execution.id}

    def rollback_stage(self, parameters: Parameters, caller: str) -> dict[str, Any]:
        target = self._execution({**parameters, "pipelineExecutionId": parameters.get("targetPipelineExecutionId")})
        stage = _stage(target.pipeline, parameters.get("stageName", ""))
        if target.stages.get(stage.name) is not Status.SUCCEEDED:
            message = "The target execution did not succeed in this stage."
            raise ApiError("UnableToRollbackStageException", message)
        return {"pipelineExecutionId": self.engine.roll_back(target, stage, caller=caller).id}

    def put_approval_result(self, parameters: Parameters, caller: str) -> dict[str, Any]:
        result = parameters.get("result") or {}
        comment, status = result.get("summary", ""), result.get("status")
        if len(comment) > _SUMMARY_LIMIT or status not in _DECISIONS:
            message = f"result.summary takes {_SUMMARY_LIMIT} characters, result.status one of {', '.join(_DECISIONS)}."
            raise ApiError("ValidationException", message)
        pipeline = self._pipeline(parameters.get("pipelineName", ""))
        stage = _stage(pipeline, parameters.get("stageName", ""))
        if parameters.get("actionName") not in [action.name for action in stage.actions]:
            raise ApiError("ActionNotFoundException", f"The stage {stage.name} has no such action.")
        with self.engine.changed:
            run = self._approval(pipeline, stage, parameters)
            if run.status is not Status.IN_PROGRESS or run.decision is not None:
                raise ApiError("ApprovalAlreadyCompletedException", "The approval action has already been decided.")
            run.decision = decided(run, is_approved=status == "Approved", comment=comment, decided_by=caller)
            run.updated_by = caller
            run.wake.set()
        return {"approvedAt": time.time()}

    def _approval(self, pipeline: Pipeline, stage: Stage, parameters: Parameters) -> ActionExecution:
        place = (stage.name, parameters["actionName"], parameters.get("token"))
        for execution in self._executions(pipeline):
            for run in execution.actions:
                if (run.stage_name, run.action.name, run.id) == place and run.action.type.category == "Approval":
                    return run
        raise ApiError("InvalidApprovalTokenException", "The approval token is not one of this action.")

    def _pipeline(self, name: str) -> Pipeline:
        pipeline = self.engine.pipelines.get(name)
        if pipeline is None:
            raise ApiError("PipelineNotFoundException", f"The account does not have a pipeline with name '{name}'")
        return pipeline

    def _executions(self, pipeline: Pipeline) -> list[Execution]:
        """The newest first."""
        with self.engine.changed:
            return [each for each in reversed(self.engine.executions) if each.pipeline.name == pipeline.name]

    def _execution(self, parameters: Parameters) -> Execution:
        pipeline = self._pipeline(parameters.get("pipelineName", ""))
        wanted = parameters.get("pipelineExecutionId")
        for execution in self._executions(pipeline):
            if execution.id == wanted:
                return execution
        raise ApiError("PipelineExecutionNotFoundException", f"{pipeline.name} has no execution {wanted}.")


def _stage(pipeline: Pipeline, name: str) -> Stage:
    stage = pipeline.find_stage(name)
    if stage is None:
        raise ApiError("StageNotFoundException", f"{pipeline.name} has no stage {name}.")
    return stage


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
