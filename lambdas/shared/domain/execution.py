"""What CodePipeline's API says of one execution."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lambdas.shared.domain.approvals import Approval, ApprovalState


class ExecutionStatus(StrEnum):
    """The API's words; the events have others (see `outcomes.State`)."""

    IN_PROGRESS = "InProgress"
    STOPPING = "Stopping"
    STOPPED = "Stopped"
    CANCELLED = "Cancelled"
    SUPERSEDED = "Superseded"
    SUCCEEDED = "Succeeded"
    FAILED = "Failed"

    @property
    def is_final(self) -> bool:
        return self not in {ExecutionStatus.IN_PROGRESS, ExecutionStatus.STOPPING}


_APPROVAL_STATES = {
    "InProgress": ApprovalState.STARTED,
    "Succeeded": ApprovalState.SUCCEEDED,
    "Failed": ApprovalState.FAILED,
    "Abandoned": ApprovalState.ABANDONED,
}


@dataclass(frozen=True, slots=True)
class Location:
    """An artifact in the pipeline's bucket."""

    bucket: str
    key: str


@dataclass(frozen=True, slots=True)
class Action:
    """One run of one action; a retried stage runs its actions again."""

    action_execution_id: str
    stage_name: str
    action_name: str
    category: str  # "Build", "Approval", …
    status: str  # InProgress | Succeeded | Failed | Abandoned
    started_at: str
    updated_at: str
    updated_by: str | None = None  # ARN; of an approval: who decided
    summary: str | None = None  # of an approval: the comment; else the action's own words
    artifacts: Mapping[str, Location] = field(default_factory=dict)  # by the artifact's name

    @property
    def is_over(self) -> bool:
        return self.status != "InProgress"


@dataclass(frozen=True, slots=True)
class RecentExecution:
    """A line of the list of a pipeline's executions."""

    execution_id: str
    status: ExecutionStatus
    updated_at: str


@dataclass(frozen=True, slots=True)
class Execution:
    execution_id: str
    pipeline_name: str
    status: ExecutionStatus
    actions: tuple[Action, ...] = ()
    region: str | None = None
    commit_id: str | None = None
    archive_version: str | None = None  # of the object in S3 that is its source, which holds a whole clone
    rollback_target: str | None = None  # execution id; set exactly for a rollback
    trigger_type: str | None = None  # "CloudWatchEvent", "WebhookV2", …
    trigger_detail: str | None = None  # free text: the ARN of a rule or a caller, JSON of a webhook

    @property
    def updated_at(self) -> str | None:
        """When the last of its actions changed: GetPipelineExecution has no times."""
        return max((action.updated_at for action in self.actions), default=None)

    @property
    def started_at(self) -> str | None:
        return min((action.started_at for action in self.actions), default=None)

    @property
    def approvals(self) -> tuple[Approval, ...]:
        """Its approval actions, in the order in which they opened."""
        found = [self._approval(action) for action in self.actions if action.category == "Approval"]
        return tuple(sorted(found, key=lambda approval: approval.started_at))

    def find(self, action_execution_id: str) -> Action | None:
        found = (action for action in self.actions if action.action_execution_id == action_execution_id)
        return next(found, None)

    @property
    def last_words(self) -> str | None:
        """What the action that ran last said of itself; None where that was an approval, whose words are a person's."""
        last = max(self.actions, key=lambda action: (action.started_at, action.status == "Failed"), default=None)
        return last.summary if last and last.category != "Approval" else None

    def _approval(self, action: Action) -> Approval:
        state = _APPROVAL_STATES[action.status]
        return Approval(
            execution_id=self.execution_id,
            action_execution_id=action.action_execution_id,
            pipeline_name=self.pipeline_name,
            stage_name=action.stage_name,
            action_name=action.action_name,
            state=state,
            started_at=action.started_at,
            at=action.updated_at,
            summary=action.summary,
            decided_by=None if state is ApprovalState.STARTED else action.updated_by,
            region=self.region,
        )
