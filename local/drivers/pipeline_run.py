"""One pipeline on the one-machine cloud: start an execution of it, follow it, decide."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from local.account import approver
from local.account.account import Account
from local.account.approver import Verdict
from local.account.mailbox import Mail, Mailbox
from local.account.pipelines import ApprovalAction, Execution, Pipeline, Pipelines
from local.account.records import Records
from local.console.views import dialog_link
from local.drivers.cloud import Deployed
from local.drivers.errors import DriverError
from local.drivers.following import Follower
from local.drivers.progress import Progress
from local.drivers.steps import Sight
from local.state_folder import make_command

_START_SECONDS = 30.0
_POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class PipelineRun:
    deployed: Deployed
    pipeline: Pipeline
    progress: Progress

    @classmethod
    def of(cls, deployed: Deployed, pipeline_name: str, progress: Progress) -> "PipelineRun":
        pipeline = Pipelines(deployed.account).find(pipeline_name)
        if pipeline is None:
            stop = make_command("stop", Path(deployed.cloud.state_dir))
            raise DriverError(f"The pipeline {pipeline_name} is not deployed; run `{stop}`, then try again.")
        return cls(deployed, pipeline, progress)

    @property
    def account(self) -> Account:
        return self.deployed.account

    @property
    def pipelines(self) -> Pipelines:
        return Pipelines(self.account)

    @property
    def records(self) -> Records:
        return Records.of(self.account)

    @property
    def mailbox(self) -> Mailbox:
        return Mailbox(Path(self.deployed.cloud.state_dir) / "mail")

    @property
    def follower(self) -> Follower:
        return Follower(self.deployed.cloud, self.pipelines, self.records, self.pipeline, self.progress)

    @property
    def clone_url(self) -> str:
        metadata = self.account.client("codecommit").get_repository(repositoryName=self.pipeline.name)
        return str(metadata["repositoryMetadata"]["cloneUrlHttp"])

    def stop_waiting(self) -> None:
        """A waiting approval holds its stage; whatever was left from an earlier run is stopped, and said to be."""
        for execution in self._unfinished():
            self.pipelines.stop(execution, reason="A newer run was started on this machine.")
            self.progress.note(f"Stopped execution {execution.id}, which was still waiting.", style="dim")
        end = time.monotonic() + _START_SECONDS
        while self._unfinished() and time.monotonic() < end:
            time.sleep(_POLL_SECONDS)

    def execution_after(self, push: Callable[[], None]) -> Execution:
        """The execution that `push` starts."""
        before = {execution.id for execution in self.pipelines.executions(self.pipeline.name)}
        push()
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end:
            for execution in self.pipelines.executions(self.pipeline.name):
                if execution.id not in before:
                    return execution
            time.sleep(_POLL_SECONDS)
        raise DriverError(f"The push started no execution; see {self.deployed.cloud.state_dir}/cloud.log.")

    def decide(self, sight: Sight, verdict: Verdict, comment: str) -> None:
        approver.decide(
            self.account, self.approval_of(sight), verdict=verdict, comment=comment, session_name=approver.person()
        )

    def approval_of(self, sight: Sight) -> ApprovalAction:
        run = sight.approval
        if run is None:
            raise DriverError("The pipeline has not come to its approval.")
        return ApprovalAction(self.pipeline.name, run.stage_name, run.name, run.id)

    def dialog(self, sight: Sight) -> str:
        """The address that opens the approve/reject dialog."""
        return self.deployed.cloud.endpoint + dialog_link(self.approval_of(sight), region=self.account.region)

    def page(self, execution: Execution) -> str:
        return f"{self.deployed.cloud.endpoint}/executions/{self.pipeline.name}/{execution.id}"

    def mail(self, sight: Sight) -> Mail | None:
        """The latest brief about this execution."""
        message_id = sight.approval_item.get("mail_message_id")
        return self.mailbox.find(str(message_id)) if message_id else None

    def _unfinished(self) -> list[Execution]:
        return [
            execution
            for execution in self.pipelines.executions(self.pipeline.name)
            if execution.status in ("InProgress", "Stopping")
        ]
