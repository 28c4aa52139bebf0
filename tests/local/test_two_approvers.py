"""Two different people have to approve, neither of them an author: from the push to what the record says of it."""

import subprocess
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from local.account.records import Record
from local.lifecycle import RunningCloud
from tests.local.conftest import Demo, account_of
from tests.local.products import CDK

DEVELOPER = "developer@example.com"  # whom the commits name as author
ACTIONS = ("Approve", "ApproveSecond")

pytestmark = pytest.mark.skipif(not CDK.exists(), reason="needs the CDK CLI: npm ci")


@dataclass(frozen=True)
class Ended:
    actions: dict[str, dict[str, Any]]
    record: Record
    page: str  # of the execution, in the console
    briefs: dict[str, str]  # by the action that each asked for

    @property
    def rules(self) -> list[str]:
        return [found["rule"] for found in self.record.main["deployment_check"]["irregularities"]]

    @property
    def sentence(self) -> str:
        """What CodePipeline shows of the check."""
        return str(self.actions["Check"]["output"]["executionResult"]["externalExecutionSummary"])


@pytest.fixture(scope="module")
def pipeline(product: RunningCloud, tmp_path_factory: pytest.TempPathFactory) -> Demo:
    clone = tmp_path_factory.mktemp("four-eyes")
    subprocess.run(["git", "init", "-q", "-b", "main", "."], cwd=clone, check=True)
    return Demo(product, account_of(product), clone, name="four-eyes")


@pytest.fixture
def approved_by(pipeline: Demo) -> Callable[..., Ended]:
    """A change, approved by these two sessions, each in the role of its approval."""

    def run(*sessions: str) -> Ended:
        execution_id = pipeline.execution_of(pipeline.push({"app.py": f"print({sessions!r})\n"}))
        briefs = {}
        for action, name in zip(ACTIONS, sessions, strict=True):
            token = pipeline.wait_for_approval(execution_id, action)
            briefs[action] = pipeline.brief(token)
            time.sleep(1)  # nobody decides within the second in which an approval opens, the measure of its age
            role = f"{action}{'And'.join(sessions).replace('@example.com', '')}"
            approver = pipeline.session(role, allowed=["codepipeline:PutApprovalResult"], name=name)
            pipeline.decide(token, "Approved", f"Fine, says {name}", account=approver, action=action)
        pipeline.wait_until_over(execution_id)
        record = pipeline.ended_record(execution_id)
        return Ended(pipeline.runs(execution_id), record, _page(pipeline.cloud, execution_id), briefs)

    return run


def test_two_people_who_wrote_nothing_of_it_pass(approved_by: Callable[..., Ended], pipeline: Demo) -> None:
    ended = approved_by("ada", "charles")

    assert ended.record.main["check_result"] == "PASSED", ended.sentence
    assert ended.record.status == "DEPLOYED"
    assert "What is about to be deployed is what was approved. Trail: " in ended.sentence
    bound = ended.record.main["deployment_check"]["approvals"]
    assert [(each["action_name"], each["decided_by"].rpartition("/")[2]) for each in bound] == [
        ("Approve", "ada"),
        ("ApproveSecond", "charles"),
    ]
    assert "Approved by" not in ended.briefs["Approve"]
    told = ended.briefs["ApproveSecond"]
    assert "ada" in told.partition("Approved by")[2]
    assert "Fine, says ada" in told


def test_the_same_person_in_two_roles_is_one_too_few(approved_by: Callable[..., Ended]) -> None:
    ended = approved_by("ada", "ada")

    assert ended.rules == ["same_person"]
    _assert_stopped(ended, "Two different people have to approve; ada and ada seem to be one.")


def test_an_author_among_the_approvers_stops_the_deployment(approved_by: Callable[..., Ended]) -> None:
    ended = approved_by("ada", DEVELOPER)

    assert ended.rules == ["own_change"]
    _assert_stopped(ended, f"{DEVELOPER} approved and seems to have written ")


def _assert_stopped(ended: Ended, why: str) -> None:
    """Nothing was deployed, and the pipeline, the record and the console say why."""
    assert ended.actions["Check"]["status"] == "Failed"
    assert "Deploy" not in ended.actions
    assert ended.sentence.startswith(f"Not deployed. {why}")
    assert ended.record.status == "DEPLOY_FAILED"
    assert ended.record.main["check_result"] == "REFUSED"
    assert "deployed_at" not in ended.record.main
    assert ended.record.is_trail_linked()
    assert f"Not deployed. {why}" in ended.page


def _page(cloud: RunningCloud, execution_id: str) -> str:
    with urllib.request.urlopen(f"{cloud.endpoint}/executions/four-eyes/{execution_id}") as answer:  # noqa: S310
        return str(answer.read().decode())
