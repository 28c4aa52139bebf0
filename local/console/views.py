"""An execution as the pages show it: the pipeline's picture and what the record says, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from local.account.pipelines import Action, ActionRun, ApprovalAction, Execution, Pipeline
from local.account.records import Record
from local.console import statuses
from local.console.cloud import Cloud
from local.console.pages import link, segment
from local.console.statuses import Label


@dataclass(frozen=True, slots=True)
class ActionView:
    name: str
    label: Label
    seconds: float | None
    dialog: str | None  # where a waiting approval is decided


@dataclass(frozen=True, slots=True)
class StageView:
    name: str
    actions: tuple[ActionView, ...]


@dataclass(frozen=True, slots=True)
class ExecutionView:
    id: str
    pipeline_name: str
    started_at: datetime
    commit_id: str
    label: Label
    stages: tuple[StageView, ...]
    main: Mapping[str, Any]  # the main item; empty until the change has been captured

    @property
    def page(self) -> str:
        return link("executions", self.pipeline_name, self.id)

    @property
    def dialog(self) -> str | None:
        dialogs = (action.dialog for stage in self.stages for action in stage.actions)
        return next((dialog for dialog in dialogs if dialog), None)

    @property
    def is_running(self) -> bool:
        return self.label.tone in (statuses.Tone.RUNNING, statuses.Tone.ATTENTION)


def view(cloud: Cloud, pipeline: Pipeline, execution: Execution, record: Record) -> ExecutionView:
    runs = cloud.pipelines.runs(pipeline.name, execution.id)
    return ExecutionView(
        id=execution.id,
        pipeline_name=pipeline.name,
        started_at=execution.started_at,
        commit_id=execution.commit_id or str(record.main.get("commit_id", "")),
        label=_label(execution, record),
        stages=tuple(_stage(cloud.region, pipeline, name, runs) for name in pipeline.stage_names),
        main=record.main,
    )


def latest(cloud: Cloud, pipeline: Pipeline, *, limit: int) -> list[ExecutionView]:
    records = cloud.records()
    executions = cloud.pipelines.executions(pipeline.name, limit=limit)
    return [view(cloud, pipeline, execution, records.find(execution.id)) for execution in executions]


def dialog_link(approval: ApprovalAction, *, region: str) -> str:
    """The same path, query and fragment as in AWS's console."""
    place = link("codesuite", "codepipeline", "pipelines", approval.pipeline_name, "view", query={"region": region})
    return f"{place}#/{segment(approval.stage_name)}/{segment(approval.action_name)}/approve/{segment(approval.token)}"


def mail_page(cloud: Cloud, approval_item: Mapping[str, Any]) -> str | None:
    """Where the brief of this approval is shown as it was mailed; None: it was not, or is no longer there."""
    message_id = approval_item.get("mail_message_id")
    mail = cloud.mailbox.find(str(message_id)) if message_id else None
    return link("mailbox", mail.id) if mail else None


def _label(execution: Execution, record: Record) -> Label:
    """The record knows more than the pipeline, once it exists; a pipeline that has ended without it knows better."""
    is_ahead = execution.status == "InProgress" or record.status not in ("", "CHANGE_CAPTURED", "REVIEWED")
    return statuses.of_record(record.status) if record.status and is_ahead else statuses.of_execution(execution.status)


def _stage(region: str, pipeline: Pipeline, name: str, runs: Sequence[ActionRun]) -> StageView:
    actions = (action for action in pipeline.actions if action.stage_name == name)
    return StageView(name, tuple(_action(region, pipeline.name, action, runs) for action in actions))


def _action(region: str, pipeline_name: str, action: Action, runs: Sequence[ActionRun]) -> ActionView:
    mine = [run for run in runs if (run.stage_name, run.name) == (action.stage_name, action.name)]
    if not mine:
        return ActionView(action.name, statuses.NOT_STARTED, None, None)
    run = mine[-1]
    is_waiting = action.category == "Approval" and not run.is_over
    approval = ApprovalAction(pipeline_name, action.stage_name, action.name, run.id)
    return ActionView(
        name=action.name,
        label=statuses.of_action(run.status, category=action.category),
        seconds=(run.updated_at - run.started_at).total_seconds() if run.is_over else None,
        dialog=dialog_link(approval, region=region) if is_waiting else None,
    )
