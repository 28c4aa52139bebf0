"""What CodePipeline and Bedrock answer, on the wire: moto has neither the executions of the one nor the other."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lambdas.shared.domain.execution import Action, Execution
from lambdas.shared.domain.times import read_time
from tests.unit.scripted_model import tool_use

_REVIEW = {
    "headline": "The payment call waits 5 seconds instead of 30",
    "paragraphs": ["TIMEOUT_SECONDS in payments/gateway.py falls from 30 to 5."],
    "consequences": [],
    "questions": ["What if the gateway needs longer?"],
    "findings": [],
    "risk": {"level": "low", "reasons": []},
}


@dataclass(frozen=True, slots=True)
class Answer:
    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"content-type": "application/json"})


@dataclass(slots=True)
class Beyond:
    """The services that moto lacks; `execution` is what CodePipeline shows now."""

    execution: Execution

    def answer(self, service: str, operation: str) -> Answer | None:
        """None where moto has to answer."""
        if service == "bedrock-runtime":
            return Answer(json.dumps(tool_use(_REVIEW)).encode())
        found = _OPERATIONS.get(operation) if service == "codepipeline" else None
        return Answer(json.dumps(found(self.execution)).encode()) if found else None


def _pipeline_execution(execution: Execution) -> Mapping[str, Any]:
    revisions = [{"name": "SourceOutput", "revisionId": execution.commit_id}]
    return {"pipelineExecution": {**_identity(execution), "status": execution.status, "artifactRevisions": revisions}}


def _pipeline_executions(execution: Execution) -> Mapping[str, Any]:
    updated = _seconds(execution.updated_at or "")
    summary = {**_identity(execution), "status": execution.status, "lastUpdateTime": updated}
    return {"pipelineExecutionSummaries": [summary]}


def _identity(execution: Execution) -> Mapping[str, Any]:
    return {"pipelineName": execution.pipeline_name, "pipelineExecutionId": execution.execution_id}


def _action_executions(execution: Execution) -> Mapping[str, Any]:
    return {"actionExecutionDetails": [_action(one) for one in execution.actions]}


def _action(action: Action) -> Mapping[str, Any]:
    return {
        "actionExecutionId": action.action_execution_id,
        "stageName": action.stage_name,
        "actionName": action.action_name,
        "status": action.status,
        "startTime": _seconds(action.started_at),
        "lastUpdateTime": _seconds(action.updated_at),
        "updatedBy": action.updated_by,
        "input": {"actionTypeId": {"category": action.category, "owner": "AWS", "provider": "x", "version": "1"}},
        "output": {"executionResult": {"externalExecutionSummary": action.summary}},
    }


def _state(execution: Execution) -> Mapping[str, Any]:
    action = execution.actions[-1]
    latest = {"actionExecutionId": action.action_execution_id, "status": action.status, "token": "token-1"}
    states = [{"actionName": action.action_name, "latestExecution": latest}]
    return {"stageStates": [{"stageName": action.stage_name, "actionStates": states}]}


def _seconds(instant: str) -> float:
    return read_time(instant).timestamp()


_OPERATIONS: Mapping[str, Callable[[Execution], Mapping[str, Any]]] = {
    "GetPipelineExecution": _pipeline_execution,
    "ListPipelineExecutions": _pipeline_executions,
    "ListActionExecutions": _action_executions,
    "GetPipelineState": _state,
    "PutJobSuccessResult": lambda _execution: {},
}
