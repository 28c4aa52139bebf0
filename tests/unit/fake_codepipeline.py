"""A CodePipeline that lives through one execution: at each moment, the event it sends and what its API shows."""

from dataclasses import dataclass, field, replace
from typing import Any

from lambdas.shared.domain.execution import Action, Execution, ExecutionStatus
from lambdas.shared.domain.status import Status
from lambdas.shared.domain.times import later
from tests.events import recorded

APPROVER = "arn:aws:sts::111122223333:assumed-role/Approvers/ada"
SECOND_APPROVER = "arn:aws:sts::111122223333:assumed-role/Approvers/charles"
_ACTIONS = ("Approve", "ApproveSecond")
COMMIT = "c" * 40


@dataclass(frozen=True, slots=True)
class Moment:
    at: str
    execution: Execution = field(repr=False)  # as the API shows it from now on
    event: dict[str, Any] | None = field(default=None, repr=False)
    is_approved: bool = False  # by all who have to

    def __str__(self) -> str:
        state = self.event["detail"]["state"] if self.event else ""
        return f"{self.at} {state} {self.execution.status}"


@dataclass
class FakeCodePipeline:
    at: str = "2026-08-24T06:00:00Z"
    execution_id: str = "e-1"
    moments: list[Moment] = field(default_factory=list, repr=False)
    truth: Status = Status.CHANGE_CAPTURED  # what a perfect record would say
    decision: str | None = None
    waiting: str | None = None  # the approval that waits now
    approvals: int = 0
    required: int = 1  # how many approvals there are, one after the other
    given: int = 0  # of them, in this run of the stage
    approvers: tuple[str, ...] = (APPROVER, SECOND_APPROVER)  # in their order
    decided_by: str | None = None
    rollback_target: str | None = None
    _execution: Execution = field(init=False, repr=False)
    _started_at: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._started_at = self.at
        self._execution = Execution(
            self.execution_id,
            "sorting",
            ExecutionStatus.IN_PROGRESS,
            region="eu-west-1",
            commit_id=COMMIT,
            rollback_target=self.rollback_target,
        )

    def build(self) -> None:
        self._run("Build", "Build", "Succeeded")

    def fail_to_build(self) -> None:
        self._run("Build", "Build", "Failed")
        self._end(ExecutionStatus.FAILED, "execution_failed", Status.FAILED)

    def fail_to_extract(self, summary: str) -> None:
        """The build of ExtractChange is ended before it can put a word on the record."""
        self._run("Build", "ExtractChange", "Failed", summary=summary)
        self._end(ExecutionStatus.FAILED, "execution_failed", Status.FAILED)

    def retry(self, *, all_actions: bool = False) -> None:
        """Only what has ended can be retried; the decision of before does not count any more."""
        self._pass(5)
        if all_actions:
            self.given = 0
        self._execution = replace(self._execution, status=ExecutionStatus.IN_PROGRESS)
        self.truth = Status.CHANGE_CAPTURED
        self._tell(recorded("execution_resumed", time=self.at))

    def open_approval(self) -> None:
        self._pass(1)
        self.approvals += 1
        self.waiting = f"a-{self.approvals}"
        self._act(Action(self.waiting, "Approval", _ACTIONS[self.given], "Approval", "InProgress", self.at, self.at))
        self.truth, self.decision = Status.AWAITING_APPROVAL, None
        self._tell_approval("approval_started")

    def approve(self) -> None:
        """By all who have to; the last of them decides."""
        self.approve_once()
        while self.given < self.required:
            self.open_approval()
            self.approve_once()
        self.truth, self.decision = Status.APPROVED, "APPROVED"

    def approve_once(self) -> None:
        self._decide("Succeeded", "approval_succeeded_with_comment", minutes=7, given=1)

    def reject(self) -> None:
        self._decide("Failed", "approval_rejected_with_comment", minutes=7)
        self.decision = "REJECTED"
        self._end(ExecutionStatus.FAILED, "execution_failed", Status.REJECTED)

    def expire(self) -> None:
        self._decide("Failed", "approval_expired", minutes=10_080, is_by_person=False)
        self.decision = "EXPIRED"
        self._end(ExecutionStatus.FAILED, "execution_failed", Status.EXPIRED)

    def stop(self) -> None:
        self._decide("Abandoned", "approval_abandoned", minutes=3, is_by_person=False)
        self._end(ExecutionStatus.STOPPED, "execution_stopped", Status.STOPPED)

    def supersede(self) -> None:
        self._pass(3)
        self._end(ExecutionStatus.SUPERSEDED, "execution_superseded", Status.SUPERSEDED)

    def deploy(self) -> None:
        self._run("Deploy", "Deploy", "Succeeded")
        self._end(ExecutionStatus.SUCCEEDED, "execution_succeeded", Status.DEPLOYED)

    def fail_to_deploy(self) -> None:
        self._run("Deploy", "Deploy", "Failed")
        undecided = self.rollback_target is not None  # nobody is asked about a rollback
        self._end(ExecutionStatus.FAILED, "execution_failed", Status.FAILED if undecided else Status.DEPLOY_FAILED)

    def retry_deployment(self) -> None:
        self.retry()
        self.truth = Status.APPROVED

    def _run(self, stage: str, name: str, status: str, *, summary: str = "") -> None:
        started_at = self.at
        self._pass(4)
        number = len(self._execution.actions)
        words = summary or f"{name} {status}"
        self._act(Action(f"{name}-{number}", stage, name, "Build", status, started_at, self.at, summary=words))
        self._tell(None)

    def _decide(self, status: str, event: str, *, minutes: float, is_by_person: bool = True, given: int = 0) -> None:
        self._pass(minutes)
        who = self.approvers[self.given] if is_by_person else None
        self.given += given
        (action,) = (action for action in self._execution.actions if action.action_execution_id == self.waiting)
        summary = recorded(event)["detail"].get("execution-result", {}).get("external-execution-summary")
        self._act(replace(action, status=status, updated_at=self.at, updated_by=who, summary=summary))
        self._tell_approval(event)
        self.waiting, self.decided_by = None, who

    def _end(self, status: ExecutionStatus, event: str, truth: Status) -> None:
        self._execution = replace(self._execution, status=status)
        self.truth = truth
        self._tell(recorded(event, time=self.at))

    def _act(self, action: Action) -> None:
        others = [each for each in self._execution.actions if each.action_execution_id != action.action_execution_id]
        self._execution = replace(self._execution, actions=(*others, action))

    def _tell_approval(self, name: str) -> None:
        action = self._execution.actions[-1]
        self._tell(
            recorded(
                name,
                time=self.at,
                action=action.action_name,
                action_execution_id=action.action_execution_id,
                start_time=action.started_at,
            )
        )

    def _tell(self, event: dict[str, Any] | None) -> None:
        if event:
            event["detail"]["execution-id"] = self.execution_id
            if "Pipeline Execution" in event["detail-type"]:
                event["detail"]["start-time"] = self._started_at
        self.moments.append(Moment(self.at, self._execution, event, is_approved=self.given >= self.required))

    def _pass(self, minutes: float) -> None:
        self.at = later(self.at, minutes=minutes)
