"""The one-machine cloud, started once for the session on a free port, in a folder of its own."""

import json
import os
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from local import lifecycle
from local.account.account import Account, Credentials
from local.account.environment import as_root_of
from local.account.mailbox import Mailbox
from local.account.records import Record, Records
from local.cloud.settings import CloudSettings
from local.drivers.pusher import as_user
from local.git import git
from local.lifecycle import RunningCloud
from tests.local.clouds import TestCloud
from tests.local.products import deploy
from tests.local.template import template
from tests.ports import free_port
from trials.cloud import TrialCloud, functions_of
from trials.repository import Commits, commit
from trials.workflow import Workflow

ROOT = Credentials("test", "test")
AUTHOR = {
    "GIT_AUTHOR_NAME": "A. Developer",
    "GIT_AUTHOR_EMAIL": "developer@example.com",
    "GIT_COMMITTER_NAME": "A. Developer",
    "GIT_COMMITTER_EMAIL": "developer@example.com",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
}


def account_of(cloud: RunningCloud) -> Account:
    """As the account's root."""
    return Account(endpoint=cloud.endpoint, region=cloud.region, credentials=ROOT)


def wait_for(found: Callable[[], Any], *, seconds: float = 60) -> Any:
    """What `found` returns, as soon as it is something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if result := found():
            return result
        time.sleep(0.05)
    raise AssertionError("what was waited for did not happen")


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCloud]:
    state_dir = tmp_path_factory.mktemp("cloud")
    yield lifecycle.start(CloudSettings(port=free_port(), state_dir=state_dir))
    lifecycle.stop(state_dir)


@pytest.fixture(scope="session")
def account(cloud: RunningCloud) -> Account:
    return account_of(cloud)


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCloud]:
    """The stacks of `products.py` on a cloud of their own, IAM enforced."""
    folder = tmp_path_factory.mktemp("product")
    cloud = lifecycle.start(CloudSettings(port=free_port(), state_dir=folder / "state"))
    try:
        deploy(cloud, folder)
        yield cloud
    finally:
        lifecycle.stop(folder / "state")


@dataclass(frozen=True, slots=True)
class Demo:
    """A deployed pipeline with IAM enforced, and a clone to push from; by default that of `template.py`."""

    cloud: RunningCloud
    account: Account
    clone: Path
    name: str = "demo"
    stage: str = "Approval"

    def push(self, files: dict[str, str], *, message: str = "A change", user_name: str = "") -> str:
        """The commit's id; `user_name` as in `send`."""
        commit_id = self.commit(files, message=message)
        self.send(user_name=user_name)
        return commit_id

    def commit(self, files: dict[str, str], *, message: str = "A change") -> str:
        """The commit's id."""
        for name, content in files.items():
            (self.clone / name).write_text(content, encoding="utf-8")
        self._git("add", "-A")
        self._git("commit", "-q", "--allow-empty", "-m", message)
        return self._git("rev-parse", "HEAD").strip()

    def send(self, branch: str = "main", *, user_name: str = "") -> None:
        """`user_name`: of an IAM user with git credentials; without one, the account's root pushes."""
        self._git(
            *as_user(user_name),
            "push",
            "-q",
            f"{self.cloud.endpoint}/v1/repos/{self.name}",
            f"HEAD:refs/heads/{branch}",
        )

    def execution_of(self, commit_id: str) -> str:
        """The id of the execution that the push started."""

        def found() -> str | None:
            pages = self.account.client("codepipeline").list_pipeline_executions(pipelineName=self.name)
            for each in pages["pipelineExecutionSummaries"]:
                if [revision["revisionId"] for revision in each.get("sourceRevisions", [])] == [commit_id]:
                    return str(each["pipelineExecutionId"])
            return None

        return str(wait_for(found))

    def runs(self, execution_id: str) -> dict[str, dict[str, Any]]:
        """The latest run of each action."""
        details = self.account.client("codepipeline").list_action_executions(
            pipelineName=self.name, filter={"pipelineExecutionId": execution_id}
        )["actionExecutionDetails"]
        return {each["actionName"]: each for each in reversed(details)}

    def wait_for_approval(self, execution_id: str, action: str = "Approve") -> str:
        """The token."""

        def waiting() -> str | None:
            runs = self.runs(execution_id)
            failed = [run["output"]["executionResult"] for run in runs.values() if run["status"] == "Failed"]
            assert not failed, failed
            run = runs.get(action)
            return run["actionExecutionId"] if run and run["status"] == "InProgress" else None

        return str(wait_for(waiting))

    def wait_until_over(self, execution_id: str) -> dict[str, Any]:
        codepipeline = self.account.client("codepipeline")

        def over() -> dict[str, Any] | None:
            execution = codepipeline.get_pipeline_execution(pipelineName=self.name, pipelineExecutionId=execution_id)
            found: dict[str, Any] = execution["pipelineExecution"]
            return None if found["status"] in ("InProgress", "Stopping") else found

        result: dict[str, Any] = wait_for(over)
        return result

    def decide(
        self, token: str, status: str, comment: str = "", *, account: Account | None = None, action: str = "Approve"
    ) -> None:
        (account or self.account).client("codepipeline").put_approval_result(
            pipelineName=self.name,
            stageName=self.stage,
            actionName=action,
            token=token,
            result={"status": status, "summary": comment},
        )

    def brief(self, token: str) -> str:
        """The mail that asks for this approval, as text."""
        mailbox = Mailbox(Path(self.cloud.state_dir) / "mail")

        def mailed() -> str | None:
            texts = (mail.text or "" for mail in mailbox.mails())
            return next((text for text in texts if token in text), None)

        return str(wait_for(mailed, seconds=120))

    def ended_record(self, execution_id: str) -> Record:
        """Once the execution's end stands on it."""

        def ended() -> Record | None:
            record = Records.of(self.account).find(execution_id)
            return record if "execution_state" in record.main and record.status != "APPROVED" else None

        found: Record = wait_for(ended)
        return found

    def approved(self, execution_id: str, *, comment: str) -> Record:
        """What the record says after an approver has got the brief and approved, and the execution is over."""
        token = self.wait_for_approval(execution_id)
        self.brief(token)
        role = f"ApproverOf{self.name.capitalize()}"
        approver = self.session(role, allowed=["codepipeline:PutApprovalResult"])
        self.decide(token, "Approved", comment, account=approver)
        self.wait_until_over(execution_id)
        return self.ended_record(execution_id)

    def session(self, role: str, *, allowed: list[str], name: str = "jane") -> Account:
        """A session in a role that may do just this."""
        iam = self.account.client("iam")
        trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": self.cloud.account_id}}
        grant = {"Effect": "Allow", "Action": allowed, "Resource": "*"}
        arn = iam.create_role(RoleName=role, AssumeRolePolicyDocument=_policy(trust))["Role"]["Arn"]
        iam.put_role_policy(RoleName=role, PolicyName="May", PolicyDocument=_policy(grant))
        keys = self.account.client("sts").assume_role(RoleArn=arn, RoleSessionName=name)["Credentials"]
        credentials = Credentials(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])
        return self.account.acting_as(credentials)

    def events(self, execution_id: str) -> list[dict[str, Any]]:
        """All events of an execution so far, in the order of their arrival."""
        return [each for each in self._all_events() if each["detail"]["execution-id"] == execution_id]

    def timeline(self, execution_id: str) -> list[dict[str, Any]]:
        url = f"{self.cloud.endpoint}/api/timeline?execution_id={execution_id}"
        with urllib.request.urlopen(url) as answer:  # noqa: S310
            steps: list[dict[str, Any]] = json.load(answer)["steps"]
            return steps

    def _all_events(self) -> list[dict[str, Any]]:
        sqs = self.account.client("sqs")
        url = sqs.get_queue_url(QueueName="events")["QueueUrl"]
        while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            for message in messages:
                _SEEN.append(json.loads(message["Body"]))
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return _SEEN

    def _git(self, *arguments: str) -> str:
        command = ["git", *arguments]
        environment = {**os.environ, **AUTHOR}
        done = subprocess.run(command, cwd=self.clone, env=environment, check=True, capture_output=True, text=True)
        return done.stdout


_SEEN: list[dict[str, Any]] = []  # events taken from the queue


@pytest.fixture(scope="session")
def demo(cloud: RunningCloud, account: Account, tmp_path_factory: pytest.TempPathFactory) -> Demo:
    clone = tmp_path_factory.mktemp("demo")
    subprocess.run(["git", "init", "-q", "-b", "main", str(clone)], check=True, env={**os.environ, **AUTHOR})
    cloudformation = account.client("cloudformation")
    cloudformation.create_stack(StackName="demo", TemplateBody=template(), Capabilities=["CAPABILITY_IAM"])
    stack = cloudformation.get_waiter("stack_create_complete")
    stack.wait(StackName="demo", WaiterConfig={"Delay": 1, "MaxAttempts": 20})
    lifecycle.enforce_iam(cloud, enforced=True)
    return Demo(cloud, account, clone)


@pytest.fixture(scope="session")
def commits(tmp_path_factory: pytest.TempPathFactory) -> Commits:
    """A repository of one commit, to be pushed and started from again and again."""
    folder = tmp_path_factory.mktemp("commits")
    git("init", "--quiet", "--initial-branch=trial", ".", folder=folder)
    commit_id = commit(folder, {"limits.py": "RETRIES = 3\n"}, "3 retries")
    return Commits(folder, commit_id, commit_id, iter(()))


@pytest.fixture
def workflow(machine: TestCloud, commits: Commits) -> Iterator[Workflow]:
    """Executions of the deployed product, brought through by hand; faults can befall their functions."""
    assert machine.local("start").returncode == 0
    cloud = lifecycle.find_running(machine.folder)
    assert cloud
    account = Account(cloud.endpoint, cloud.region, machine.account.credentials)
    trial = TrialCloud(cloud, account, functions_of(account), ("review",))
    with as_root_of(cloud):
        yield Workflow.on(trial, commits, repository="review")
    trial.forget_faults()
    trial.set_clocks({})


def _policy(statement: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
