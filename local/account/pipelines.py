"""Pipelines, their executions and actions, as CodePipeline tells of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from local.account.account import Account


@dataclass(frozen=True, slots=True)
class ApprovalAction:
    """One run of a manual approval; the token is the id of that run."""

    pipeline_name: str
    stage_name: str
    action_name: str
    token: str


@dataclass(frozen=True, slots=True)
class Action:
    stage_name: str
    name: str
    category: str


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A pipeline's definition, as far as anything here needs it."""

    name: str
    actions: tuple[Action, ...]

    @property
    def is_reviewed(self) -> bool:
        """Deployment Review stands in it."""
        return any(action.name == "ExtractChange" for action in self.actions)

    @property
    def stage_names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(action.stage_name for action in self.actions))


@dataclass(frozen=True, slots=True)
class Execution:
    id: str
    pipeline_name: str
    status: str  # InProgress, Succeeded, Failed, Stopping, Stopped, Superseded, Cancelled
    started_at: datetime
    commit_id: str


@dataclass(frozen=True, slots=True)
class ActionRun:
    """One run of an action within an execution (`ListActionExecutions`)."""

    id: str
    stage_name: str
    name: str
    status: str  # InProgress, Succeeded, Failed, Abandoned
    started_at: datetime
    updated_at: datetime
    updated_by: str
    summary: str
    log_url: str

    @property
    def is_over(self) -> bool:
        return self.status != "InProgress"


@dataclass(frozen=True, slots=True)
class Pipelines:
    account: Account

    def names(self) -> list[str]:
        return [entry["name"] for entry in self._pages("list_pipelines", "pipelines")]

    def find(self, name: str) -> Pipeline | None:
        codepipeline = self.account.client("codepipeline")
        try:
            return _read_pipeline(codepipeline.get_pipeline(name=name)["pipeline"])
        except codepipeline.exceptions.PipelineNotFoundException:
            return None

    def executions(self, pipeline_name: str, *, limit: int = 50) -> list[Execution]:
        """The newest first."""
        entries = self._pages("list_pipeline_executions", "pipelineExecutionSummaries", pipelineName=pipeline_name)
        return [_read_execution(pipeline_name, entry) for entry, _ in zip(entries, range(limit), strict=False)]

    def runs(self, pipeline_name: str, execution_id: str) -> list[ActionRun]:
        """The oldest first, as an execution lives through them."""
        entries = self._pages(
            "list_action_executions",
            "actionExecutionDetails",
            pipelineName=pipeline_name,
            filter={"pipelineExecutionId": execution_id},
        )
        return sorted((_read_run(entry) for entry in entries), key=lambda run: run.started_at)

    def find_approval(self, approval: ApprovalAction) -> tuple[str, ActionRun] | None:
        """The execution whose approval has this token, and that run; None: the token belongs to no approval."""
        name = approval.pipeline_name
        for entry in self._pages("list_action_executions", "actionExecutionDetails", pipelineName=name):
            place = (entry["stageName"], entry["actionName"], entry["actionExecutionId"])
            if place == (approval.stage_name, approval.action_name, approval.token):
                return str(entry["pipelineExecutionId"]), _read_run(entry)
        return None

    def start(self, pipeline_name: str) -> None:
        self.account.client("codepipeline").start_pipeline_execution(name=pipeline_name)

    def stop(self, execution: Execution, *, reason: str) -> None:
        self.account.client("codepipeline").stop_pipeline_execution(
            pipelineName=execution.pipeline_name, pipelineExecutionId=execution.id, abandon=True, reason=reason
        )

    def _pages(self, operation: str, key: str, **parameters: Any) -> Iterator[dict[str, Any]]:
        call = getattr(self.account.client("codepipeline"), operation)
        while True:
            page = call(**parameters)
            yield from page[key]
            if not page.get("nextToken"):
                return
            parameters["nextToken"] = page["nextToken"]


def _read_pipeline(data: Mapping[str, Any]) -> Pipeline:
    actions = [(stage["name"], action) for stage in data["stages"] for action in stage["actions"]]
    return Pipeline(
        name=data["name"],
        actions=tuple(Action(stage, action["name"], action["actionTypeId"]["category"]) for stage, action in actions),
    )


def _read_execution(pipeline_name: str, entry: Mapping[str, Any]) -> Execution:
    revisions = entry.get("sourceRevisions") or [{}]
    return Execution(
        id=entry["pipelineExecutionId"],
        pipeline_name=pipeline_name,
        status=entry["status"],
        started_at=entry["startTime"],
        commit_id=revisions[0].get("revisionId", ""),
    )


def _read_run(entry: Mapping[str, Any]) -> ActionRun:
    result = entry.get("output", {}).get("executionResult", {})
    return ActionRun(
        id=entry["actionExecutionId"],
        stage_name=entry["stageName"],
        name=entry["actionName"],
        status=entry["status"],
        started_at=entry["startTime"],
        updated_at=entry["lastUpdateTime"],
        updated_by=entry.get("updatedBy", ""),
        summary=result.get("externalExecutionSummary", "") or result.get("errorDetails", {}).get("message", ""),
        log_url=result.get("logStreamARN", ""),
    )
