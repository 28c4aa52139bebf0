"""What CodePipeline itself says of its executions: where events are lost or carry too little, this is the authority."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import boto3
from botocore.exceptions import ClientError

from lambdas.shared.aws.waiting import PATIENT
from lambdas.shared.domain.approvals import Approval
from lambdas.shared.domain.execution import Action, Execution, ExecutionStatus, Location, RecentExecution
from lambdas.shared.domain.times import to_text

_COMMIT_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_GONE = {"PipelineNotFoundException", "PipelineExecutionNotFoundException"}
_RECENT = 100  # the most that one call of ListPipelineExecutions gives


class UnknownExecutionError(Exception):
    """CodePipeline knows no such execution, any more or at all."""


class PipelineApi:
    def __init__(self) -> None:
        self._client: Any = boto3.client("codepipeline", config=PATIENT)

    def execution(self, pipeline_name: str, execution_id: str) -> Execution:
        """
        One execution with all its actions.

        Raises:
            UnknownExecutionError: the pipeline was deleted, or the execution is older than CodePipeline remembers.
        """
        with gone_is_unknown():
            found = self._client.get_pipeline_execution(pipelineName=pipeline_name, pipelineExecutionId=execution_id)[
                "pipelineExecution"
            ]
            actions = tuple(self._actions(pipeline_name, execution_id))
        revision, trigger = _revision(found.get("artifactRevisions", [])), found.get("trigger", {})
        commit_id = revision if revision and _COMMIT_ID.fullmatch(revision) else None
        return Execution(
            execution_id=execution_id,
            pipeline_name=pipeline_name,
            status=ExecutionStatus(found["status"]),
            actions=actions,
            region=self._client.meta.region_name,
            commit_id=commit_id,
            archive_version=revision if revision and not commit_id else None,
            rollback_target=found.get("rollbackMetadata", {}).get("rollbackTargetPipelineExecutionId"),
            trigger_type=trigger.get("triggerType"),
            trigger_detail=trigger.get("triggerDetail"),
        )

    def recent(self, pipeline_name: str) -> tuple[RecentExecution, ...]:
        """
        The newest executions of a pipeline, newest first.

        Raises:
            UnknownExecutionError: the pipeline was deleted.
        """
        with gone_is_unknown():
            page = self._client.list_pipeline_executions(pipelineName=pipeline_name, maxResults=_RECENT)
        return tuple(
            RecentExecution(
                execution_id=found["pipelineExecutionId"],
                status=ExecutionStatus(found["status"]),
                updated_at=to_text(found["lastUpdateTime"]),
            )
            for found in page["pipelineExecutionSummaries"]
        )

    def identify(self, approval: Approval) -> Approval:
        """
        The approval with the ARN of who decided it.

        Events carry it only where no comment was given. The record is written without it where CodePipeline does not
        tell yet; the end of the execution, or the reconciler, adds it.

        Raises:
            UnknownExecutionError: the pipeline or the execution is gone.
        """
        action = self.execution(approval.pipeline_name, approval.execution_id).find(approval.action_execution_id)
        if action and action.is_over and action.updated_by:
            return replace(approval, decided_by=action.updated_by, summary=approval.summary or action.summary)
        state = self._state(approval)
        is_over = state.get("status") not in {None, "InProgress"}
        return replace(approval, decided_by=state.get("lastUpdatedBy") if is_over else None)

    def with_token(self, approval: Approval) -> Approval:
        """
        The approval with what its link must carry: the id of the action's execution, unless AWS says otherwise.

        Raises:
            UnknownExecutionError: the pipeline is gone.
        """
        return replace(approval, token=self._state(approval).get("token"))

    def _state(self, approval: Approval) -> Mapping[str, Any]:
        """GetPipelineState's word on this action, if it is still the latest that the stage has run."""
        with gone_is_unknown():
            found = self._client.get_pipeline_state(name=approval.pipeline_name)
        for stage in found["stageStates"]:
            for action in stage.get("actionStates", []):
                latest: Mapping[str, Any] = action.get("latestExecution", {})
                if latest.get("actionExecutionId") == approval.action_execution_id:
                    return latest
        return {}

    def _actions(self, pipeline_name: str, execution_id: str) -> Iterator[Action]:
        pages = self._client.get_paginator("list_action_executions").paginate(
            pipelineName=pipeline_name, filter={"pipelineExecutionId": execution_id}
        )
        for page in pages:
            yield from map(_read_action, page["actionExecutionDetails"])


@contextmanager
def gone_is_unknown() -> Iterator[None]:
    """What CodePipeline says of a pipeline or an execution that it does not have, as `UnknownExecutionError`."""
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] in _GONE:
            raise UnknownExecutionError from error
        raise


def _revision(revisions: Sequence[Mapping[str, Any]]) -> str | None:
    """A commit; of a source in S3 the version of an object, which is no commit."""
    return str(revisions[0].get("revisionId") or "") or None if revisions else None


def _read_action(found: Mapping[str, Any]) -> Action:
    output = found.get("output", {})
    result = output.get("executionResult", {})
    return Action(
        action_execution_id=found["actionExecutionId"],
        stage_name=found["stageName"],
        action_name=found["actionName"],
        category=found.get("input", {}).get("actionTypeId", {}).get("category", ""),
        status=found["status"],
        started_at=to_text(found["startTime"]),
        updated_at=to_text(found["lastUpdateTime"]),
        updated_by=found.get("updatedBy"),
        summary=result.get("externalExecutionSummary") or result.get("errorDetails", {}).get("message"),
        artifacts={
            artifact["name"]: Location(artifact["s3location"]["bucket"], artifact["s3location"]["key"])
            for artifact in output.get("outputArtifacts", [])
            if "s3location" in artifact
        },
    )
