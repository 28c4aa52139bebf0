"""Executions brought through the workflow by hand: started, decided, reconciled, and held against the API."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lambdas.shared.aws.record_table import RecordTable
from lambdas.shared.domain.record import Record
from local.account import approver
from local.account.approver import Verdict
from local.account.pipelines import ActionRun, ApprovalAction, Pipelines
from local.account.records import Records
from trials.cloud import REPOSITORY, TrialCloud
from trials.mails import Mails
from trials.repository import Commits, push
from trials.truth import Finding, Told, findings

_PATIENCE_SECONDS = 600.0
_POLL_SECONDS = 0.2
_JUMP_SECONDS = 11 * 60  # longer than anything waits for the reconciler's next run


class TrialError(Exception):
    """The trial itself does not go on."""


@dataclass(frozen=True, slots=True)
class Started:
    pipeline_name: str
    execution_id: str


@dataclass(slots=True)
class Workflow:
    cloud: TrialCloud
    commits: Commits
    mails: Mails
    records: RecordTable
    reconciled: int = 0  # runs of the reconciler since its clock was right
    unhealed: int = 0  # runs that ended with an error; the next one goes on
    pipelines: Pipelines = field(init=False)

    def __post_init__(self) -> None:
        self.pipelines = Pipelines(self.cloud.account)

    @classmethod
    def on(cls, cloud: TrialCloud, commits: Commits, *, repository: str = REPOSITORY) -> "Workflow":
        """With the repository pushed; `trials.cloud.as_root_of` must hold."""
        metadata = cloud.account.client("codecommit").get_repository(repositoryName=repository)["repositoryMetadata"]
        push(commits, metadata["cloneUrlHttp"])
        mails = Mails(Path(cloud.cloud.state_dir) / "mail")
        return cls(cloud, commits, mails, RecordTable(Records.of(cloud.account).table))

    def start(self, pipeline_name: str, *, is_large: bool = False) -> Started:
        commit = self.commits.large if is_large else self.commits.small
        revision = {"actionName": "Source", "revisionType": "COMMIT_ID", "revisionValue": commit}
        answer = self.cloud.account.client("codepipeline").start_pipeline_execution(
            name=pipeline_name, sourceRevisions=[revision]
        )
        return Started(pipeline_name, str(answer["pipelineExecutionId"]))

    def wait_for_approvals(self, executions: Iterable[Started]) -> None:
        for started in executions:
            self._until(lambda started=started: self.waiting_approval(started) is not None)  # type: ignore[misc]

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

    def wait_until_over(self, executions: Iterable[Started]) -> None:
        for started in executions:
            self._until(lambda started=started: self.status(started) not in ("InProgress", "Stopping"))  # type: ignore[misc]

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
        return findings(self.record(started), self.told(started))

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
