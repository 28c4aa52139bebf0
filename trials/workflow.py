"""Executions brought through the workflow by hand: started, decided, reconciled, and held against the API."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lambdas.shared.aws.push_table import PushTable
from lambdas.shared.aws.record_table import RecordTable
from lambdas.shared.domain.record import Record
from local.account import approver
from local.account.approver import Verdict
from local.account.pipelines import ActionRun, ApprovalAction, Pipelines
from local.account.records import Records
from trials.cloud import REPOSITORY, TrialCloud
from trials.mails import Mails
from trials.repository import Commits, push
from trials.truth import Finding, Harm, Told, findings

_PATIENCE_SECONDS = 600.0
_POLL_SECONDS = 0.2
_SECOND = 1.1  # S3 tells when an object was written, to the second
_JUMP_SECONDS = 11 * 60  # longer than anything waits for the reconciler's next run


class TrialError(Exception):
    """The trial itself does not go on."""


@dataclass(frozen=True, slots=True)
class Started:
    pipeline_name: str
    execution_id: str
    commit_id: str


@dataclass(slots=True)
class Workflow:
    cloud: TrialCloud
    commits: Commits
    mails: Mails
    records: RecordTable
    pushes: PushTable
    repository: str
    reconciled: int = 0  # runs of the reconciler since its clock was right
    unhealed: int = 0  # runs that ended with an error; the next one goes on
    pipelines: Pipelines = field(init=False)
    pushed: set[Started] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.pipelines = Pipelines(self.cloud.account)

    @classmethod
    def on(cls, cloud: TrialCloud, commits: Commits, *, repository: str = REPOSITORY) -> "Workflow":
        """With the repository pushed; `as_root_of` must hold."""
        mails = Mails(Path(cloud.cloud.state_dir) / "mail")
        table = Records.of(cloud.account).table
        workflow = cls(cloud, commits, mails, RecordTable(table), PushTable(table), repository)
        push(commits, workflow.clone_url)
        return workflow

    @property
    def clone_url(self) -> str:
        found = self.cloud.account.client("codecommit").get_repository(repositoryName=self.repository)
        return str(found["repositoryMetadata"]["cloneUrlHttp"])

    def start(self, pipeline_name: str, *, commit_id: str = "") -> Started:
        """With the small change, unless another is named."""
        commit = commit_id or self.commits.small
        revision = {"actionName": "Source", "revisionType": "COMMIT_ID", "revisionValue": commit}
        answer = self.cloud.account.client("codepipeline").start_pipeline_execution(
            name=pipeline_name, sourceRevisions=[revision]
        )
        return Started(pipeline_name, str(answer["pipelineExecutionId"]), commit)

    def push(self, started: Started) -> None:
        """Its commit, to a branch of its own; from then on it has to be known who did."""
        self.pushed.add(started)
        push(self.commits, self.clone_url, commit_id=started.commit_id, branch=f"trial-{started.execution_id}")

    def exchange_artifacts(self, started: Started) -> None:
        """What was made until now is written anew, in a later second than that in which the approval opened."""
        actions = self.cloud.account.client("codepipeline").list_action_executions(
            pipelineName=started.pipeline_name, filter={"pipelineExecutionId": started.execution_id}
        )["actionExecutionDetails"]
        outputs = [each for action in actions for each in action.get("output", {}).get("outputArtifacts", ())]
        s3 = self.cloud.account.client("s3")
        time.sleep(_SECOND)
        for place in (each["s3location"] for each in outputs):
            stored = s3.get_object(Bucket=place["bucket"], Key=place["key"])
            s3.put_object(Bucket=place["bucket"], Key=place["key"], Body=stored["Body"].read())

    def wait_for_approvals(self, executions: Iterable[Started]) -> list[Started]:
        """Those of which none has opened in time."""
        return self._late(executions, lambda started: self.waiting_approval(started) is not None)

    def waiting_approval(self, started: Started) -> ActionRun | None:
        runs = self.pipelines.runs(started.pipeline_name, started.execution_id)
        return next((run for run in runs if run.name == "Approve" and not run.is_over), None)

    def decide(self, started: Started, *, verdict: Verdict = Verdict.APPROVED) -> None:
        run = self.waiting_approval(started)
        if run is None:
            raise TrialError(f"{started.execution_id} has no approval to decide")
        approval = ApprovalAction(started.pipeline_name, run.stage_name, run.name, run.id)
        approver.decide(
            self.cloud.account, approval, verdict=verdict, comment=f"Decided: {verdict.lower()}", session_name="ada"
        )

    def decide_as_root(self, started: Started, token: str, *, verdict: Verdict) -> None:
        """With as little work as can be."""
        self.cloud.account.client("codepipeline").put_approval_result(
            pipelineName=started.pipeline_name,
            stageName="Approval",
            actionName="Approve",
            token=token,
            result={"status": str(verdict), "summary": f"Decided: {verdict.lower()}"},
        )

    def wait_until_over(self, executions: Iterable[Started]) -> list[Started]:
        """Those that have not ended in time."""
        return self._late(executions, lambda started: self.status(started) not in ("InProgress", "Stopping"))

    def status(self, started: Started) -> str:
        found = self.cloud.account.client("codepipeline").get_pipeline_execution(
            pipelineName=started.pipeline_name, pipelineExecutionId=started.execution_id
        )
        return str(found["pipelineExecution"]["status"])

    def settle(self) -> None:
        """Until nothing is under way; looked at twice, because one thing may just have brought about another."""
        self._until(lambda: all(self.cloud.idle() for _ in self._twice()))

    @staticmethod
    def _twice() -> Iterator[None]:
        yield None
        time.sleep(_POLL_SECONDS)
        yield None

    def reconcile(self) -> None:
        """The schedule's turn, when enough time has passed for everything that is waited for."""
        self.reconciled += 1
        self.cloud.set_clocks({"reconcile": self.reconciled * _JUMP_SECONDS})
        self.unhealed += not self.cloud.run("reconcile")
        self.settle()

    def is_told(self, started: Started) -> bool:
        self.mails.read()
        return bool(self.mails.of(started.execution_id))

    def findings(self, started: Started) -> tuple[Finding, ...]:
        found = findings(self.record(started), self.told(started))
        return (*found, *self._of_push(started)) if started in self.pushed else found

    def _of_push(self, started: Started) -> Iterator[Finding]:
        if not self.pushes.read(self.repository, [started.commit_id]):
            yield Finding(Harm.LOST, "nobody knows who pushed the commit")

    def record(self, started: Started) -> Record:
        return self.records.read(started.execution_id)

    def told(self, started: Started) -> Told:
        self.mails.read()
        return Told(
            status=self.status(started),
            runs=self.pipelines.runs(started.pipeline_name, started.execution_id),
            mails=[mail.subject for mail in self.mails.of(started.execution_id)],
        )

    def _until(self, reached: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE_SECONDS
        while not reached():
            if time.monotonic() > end:
                raise TrialError(f"What was waited for has not happened in {_PATIENCE_SECONDS:.0f} s.")
            time.sleep(_POLL_SECONDS)

    @staticmethod
    def _late(executions: Iterable[Started], has_come: Callable[[Started], bool]) -> list[Started]:
        left = list(executions)
        end = time.monotonic() + _PATIENCE_SECONDS
        while (left := [started for started in left if not has_come(started)]) and time.monotonic() < end:
            time.sleep(_POLL_SECONDS)
        return left
