"""How one approval stands, told from the action's run and from the record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import takewhile
from typing import Any

from local.account.pipelines import ActionRun, ApprovalAction
from local.account.records import Record
from local.console.cloud import Cloud
from local.console.pages import link
from local.console.views import mail_page

_RUNNING = ("InProgress", "Stopping")


class Standing(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    EXPIRED = "expired"
    ABANDONED = "abandoned"  # the execution was stopped or superseded while it waited


@dataclass(frozen=True, slots=True)
class ApprovalView:
    approval: ApprovalAction
    execution_id: str
    standing: Standing
    record: Record
    decided_by: str
    decided_at: datetime
    comment: str
    expires_at: str
    brief: str  # the page with the mail, or that of the execution where none was sent
    is_newer_waiting: bool  # an execution of the same pipeline waits behind this one

    @property
    def main(self) -> Mapping[str, Any]:
        return self.record.main


def find(cloud: Cloud, approval: ApprovalAction) -> ApprovalView | None:
    """None: there is no such pipeline, or none of its approvals ever had this token."""
    pipeline = cloud.pipelines.find(approval.pipeline_name)
    found = cloud.pipelines.find_approval(approval) if pipeline else None
    if pipeline is None or found is None:
        return None
    execution_id, run = found
    record = cloud.records().find(execution_id)
    item = next((item for item in record.approvals if item.get("token") == approval.token), {})
    return ApprovalView(
        approval=approval,
        execution_id=execution_id,
        standing=_standing(run, item),
        record=record,
        decided_by=str(item.get("decided_by") or run.updated_by),
        decided_at=run.updated_at,
        comment=str(item.get("comment") or run.summary),
        expires_at=str(item.get("expires_at", "")),
        brief=mail_page(cloud, item) or link("executions", approval.pipeline_name, execution_id),
        is_newer_waiting=_is_newer_waiting(cloud, approval.pipeline_name, execution_id),
    )


def _is_newer_waiting(cloud: Cloud, pipeline_name: str, execution_id: str) -> bool:
    """An approval that waits holds back the executions behind it."""
    newer = takewhile(lambda each: each.id != execution_id, cloud.pipelines.executions(pipeline_name))
    return any(each.status in _RUNNING for each in newer)


def _standing(run: ActionRun, item: Mapping[str, Any]) -> Standing:
    """CodePipeline reports FAILED for a rejection and for an expiry alike; only the first was somebody's doing."""
    if not run.is_over:
        return Standing.WAITING
    if run.status in ("Succeeded", "Abandoned"):
        return Standing.APPROVED if run.status == "Succeeded" else Standing.ABANDONED
    return Standing.EXPIRED if item.get("status") == "EXPIRED" or not run.updated_by else Standing.REJECTED
