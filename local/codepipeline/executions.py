"""What has become of a pipeline's executions. Mutable; whoever changes one holds the engine's lock."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Event
from uuid import uuid4

from local.codepipeline.definition import Action, Pipeline, Stage


class Status(StrEnum):
    """As the API spells them; the events' states are the same words in capitals."""

    IN_PROGRESS = "InProgress"
    SUCCEEDED = "Succeeded"
    FAILED = "Failed"
    STOPPING = "Stopping"
    STOPPED = "Stopped"
    SUPERSEDED = "Superseded"
    ABANDONED = "Abandoned"


OVER = frozenset(Status) - {Status.IN_PROGRESS, Status.STOPPING}


@dataclass(frozen=True, slots=True)
class Artifact:
    """An object in the pipeline's artifact bucket, and what it stands for where it is a git reference."""

    name: str
    bucket: str
    key: str
    revision: "Revision | None" = None

    def to_api(self) -> dict[str, object]:
        return {"name": self.name, "s3location": {"bucket": self.bucket, "key": self.key}}


@dataclass(frozen=True, slots=True)
class Revision:
    action_name: str
    artifact_name: str
    repository_name: str  # empty of an archive
    branch: str
    revision_id: str  # a commit, or the version of an object in S3
    summary: str  # the commit's message
    created_at: float
    is_full_clone: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an action ended."""

    status: Status
    summary: str = ""
    external_id: str = ""
    external_url: str = ""
    error_code: str = ""
    error_message: str = ""
    log: str = ""
    artifacts: tuple[Artifact, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trigger:
    type: str  # StartPipelineExecution, CloudWatchEvent, ManualRollback
    detail: str


@dataclass(slots=True, eq=False)
class ActionExecution:
    execution_id: str
    stage_name: str
    action: Action
    pipeline_version: int
    configuration: Mapping[str, str] = field(default_factory=dict)  # variables resolved
    inputs: tuple[Artifact, ...] = ()
    id: str = field(default_factory=lambda: str(uuid4()))
    started_at: float = field(default_factory=time.time)
    updated_at: float = field(default_factory=time.time)
    status: Status = Status.IN_PROGRESS
    outcome: Outcome | None = None
    updated_by: str = ""
    decision: Outcome | None = None  # of a person, on an approval
    wake: Event = field(default_factory=Event)  # decided, or abandoned


@dataclass(slots=True, eq=False)
class Execution:
    """One pipeline execution."""

    pipeline: Pipeline
    trigger: Trigger
    variables: Mapping[str, str]
    wanted_revisions: Mapping[str, str] = field(default_factory=dict)  # by source action
    id: str = field(default_factory=lambda: str(uuid4()))
    started_at: float = field(default_factory=time.time)
    updated_at: float = field(default_factory=time.time)
    status: Status = Status.IN_PROGRESS
    attempt: int = 1
    stages: dict[str, Status] = field(default_factory=dict)  # those it has entered
    actions: list[ActionExecution] = field(default_factory=list)
    artifacts: dict[str, Artifact] = field(default_factory=dict)
    namespaces: dict[str, Mapping[str, str]] = field(default_factory=dict)
    stop_reason: str = ""
    is_abandoned: bool = False
    rolled_back_to: str = ""  # the execution whose artifacts this one deploys again

    @property
    def revisions(self) -> list[Revision]:
        return [artifact.revision for artifact in self.artifacts.values() if artifact.revision]

    def latest(self, stage: Stage, action: Action) -> ActionExecution | None:
        mine = (
            each for each in reversed(self.actions) if (each.stage_name, each.action.name) == (stage.name, action.name)
        )
        return next(mine, None)
