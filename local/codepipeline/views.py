"""Pipelines, executions and actions as the API shows them. Times are seconds since the epoch."""

from typing import Any

from local.codepipeline.definition import Action, Pipeline, Stage
from local.codepipeline.executions import ActionExecution, Artifact, Execution, Outcome, Revision, Status
from local.codepipeline.gates import Gate


def pipeline_summary(pipeline: Pipeline) -> dict[str, Any]:
    return {
        "name": pipeline.name,
        "version": pipeline.version,
        "pipelineType": pipeline.type,
        "executionMode": pipeline.mode.value,
    }


def execution(of: Execution) -> dict[str, Any]:
    return {
        **_common(of),
        "pipelineName": of.pipeline.name,
        "pipelineVersion": of.pipeline.version,
        "artifactRevisions": [_artifact_revision(revision) for revision in of.revisions],
        "variables": [{"name": name, "resolvedValue": value} for name, value in of.variables.items()],
    }


def execution_summary(of: Execution) -> dict[str, Any]:
    return {
        **_common(of),
        "startTime": of.started_at,
        "lastUpdateTime": of.updated_at,
        "sourceRevisions": [
            {
                "actionName": revision.action_name,
                "revisionId": revision.revision_id,
                "revisionSummary": revision.summary,
                "revisionUrl": "",
            }
            for revision in of.revisions
        ],
        **({"stopTrigger": {"reason": of.stop_reason}} if of.stop_reason else {}),
    }


def action_execution(run: ActionExecution) -> dict[str, Any]:
    return {
        "pipelineExecutionId": run.execution_id,
        "actionExecutionId": run.id,
        "pipelineVersion": run.pipeline_version,
        "stageName": run.stage_name,
        "actionName": run.action.name,
        "startTime": run.started_at,
        "lastUpdateTime": run.updated_at,
        **({"updatedBy": run.updated_by} if run.updated_by else {}),
        "status": run.status.value,
        "input": _input(run),
        "output": _output(run.outcome),
    }


def stage_state(stage: Stage, executions: list[Execution], gate: Gate) -> dict[str, Any]:
    """`executions` are the pipeline's, the newest first."""
    latest = next((each for each in executions if stage.name in each.stages), None)
    entered = {"pipelineExecutionId": latest.id, "status": latest.stages[stage.name].value} if latest else None
    waiting = [{"pipelineExecutionId": each.id, "status": each.status.value} for each in gate.waiting]
    return {
        "stageName": stage.name,
        "inboundTransitionState": {"enabled": True},
        "inboundExecutions": waiting,
        "actionStates": [_action_state(stage, action, executions) for action in stage.actions],
        **({"latestExecution": entered} if entered else {}),
    }


def _action_state(stage: Stage, action: Action, executions: list[Execution]) -> dict[str, Any]:
    run = next((found for each in executions if (found := each.latest(stage, action))), None)
    if run is None:
        return {"actionName": action.name}
    is_waiting = action.type.category == "Approval" and run.status is Status.IN_PROGRESS
    outcome = run.outcome or Outcome(run.status)
    latest = {
        "actionExecutionId": run.id,
        "status": run.status.value,
        "lastStatusChange": run.updated_at,
        "summary": outcome.summary,
        "token": run.id if is_waiting else "",
        "lastUpdatedBy": run.updated_by,
        "externalExecutionId": outcome.external_id,
        "externalExecutionUrl": outcome.external_url,
        "errorDetails": _error(outcome),
    }
    return {"actionName": action.name, "latestExecution": {name: value for name, value in latest.items() if value}}


def _common(of: Execution) -> dict[str, Any]:
    rollback = {"rollbackMetadata": {"rollbackTargetPipelineExecutionId": of.rolled_back_to}}
    return {
        "pipelineExecutionId": of.id,
        "status": of.status.value,
        "trigger": {"triggerType": of.trigger.type, "triggerDetail": of.trigger.detail},
        "executionMode": of.pipeline.mode.value,
        "executionType": "ROLLBACK" if of.rolled_back_to else "STANDARD",
        **(rollback if of.rolled_back_to else {}),
    }


def _input(run: ActionExecution) -> dict[str, Any]:
    return {
        "actionTypeId": run.action.type.to_api(),
        "configuration": dict(run.action.configuration),
        "resolvedConfiguration": dict(run.configuration),
        "inputArtifacts": [_artifact(artifact) for artifact in run.inputs],
        **({"roleArn": run.action.role_arn} if run.action.role_arn else {}),
        **({"namespace": run.action.namespace} if run.action.namespace else {}),
    }


def _output(outcome: Outcome | None) -> dict[str, Any]:
    if outcome is None:
        return {"outputArtifacts": []}
    result = {
        "externalExecutionId": outcome.external_id,
        "externalExecutionSummary": outcome.summary,
        "externalExecutionUrl": outcome.external_url,
        "errorDetails": _error(outcome),
        "logStreamARN": outcome.log,
    }
    return {
        "outputArtifacts": [_artifact(artifact) for artifact in outcome.artifacts],
        "executionResult": {name: value for name, value in result.items() if value},
        "outputVariables": dict(outcome.variables),
    }


def _error(outcome: Outcome) -> dict[str, str]:
    return {"code": outcome.error_code, "message": outcome.error_message} if outcome.error_code else {}


def _artifact(artifact: Artifact) -> dict[str, Any]:
    return {"name": artifact.name, "s3location": {"bucket": artifact.bucket, "key": artifact.key}}


def _artifact_revision(revision: Revision) -> dict[str, Any]:
    return {
        "name": revision.artifact_name,
        "revisionId": revision.revision_id,
        "revisionSummary": revision.summary,
        "created": revision.created_at,
        "revisionUrl": "",
    }
