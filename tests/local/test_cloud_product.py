"""The product, unmodified, on the one-machine cloud: from `cdk deploy` to the recorded decision, IAM enforced."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from local.account.account import Account
from local.account.records import Records
from local.lifecycle import RunningCloud
from tests.local.conftest import AUTHOR, Demo, account_of, wait_for
from tests.local.products import CDK

pytestmark = pytest.mark.skipif(not CDK.exists(), reason="needs the CDK CLI: npm ci")


@pytest.fixture(scope="module")
def account(product: RunningCloud) -> Account:
    return account_of(product)


@pytest.fixture(scope="module")
def decided(product: RunningCloud, account: Account, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The id of an execution that whoever pushed it approved with a comment, and that is over."""
    clone = tmp_path_factory.mktemp("clone")
    subprocess.run(["git", "init", "-q", "-b", "main", "."], cwd=clone, check=True, env={**os.environ, **AUTHOR})
    pipeline = Demo(product, account, clone, name="review")
    commit_id = pipeline.commit({"app.py": "print('hello')\n"}, message="Say hello")
    pipeline.send("janes-branch", user_name="jane")
    wait_for(lambda: "Item" in item(account, "push/review", commit_id))  # so that it is known before any mail
    pipeline.send(user_name="jane")
    execution_id = pipeline.execution_of(commit_id)
    token = pipeline.wait_for_approval(execution_id)
    wait_for(lambda: [step for step in pipeline.timeline(execution_id) if step["kind"] == "mail"])
    approver = pipeline.session("Approver", allowed=["codepipeline:PutApprovalResult"])
    pipeline.decide(token, "Approved", "Looks good", account=approver)
    assert pipeline.wait_until_over(execution_id)["status"] == "Succeeded"
    return execution_id


def record(account: Account, execution_id: str) -> dict[str, Any]:
    """The main item, as plain values."""
    found = item(account, execution_id, "EXECUTION")["Item"]
    return {name: next(iter(value.values())) for name, value in found.items()}


def item(account: Account, execution_id: str, name: str) -> dict[str, Any]:
    """The answer of GetItem."""
    dynamodb = account.client("dynamodb")
    table = next(name for name in dynamodb.list_tables()["TableNames"] if "Reviews" in name)
    key = {"execution_id": {"S": execution_id}, "item": {"S": name}}
    answer: dict[str, Any] = dynamodb.get_item(TableName=table, Key=key, ConsistentRead=True)
    return answer


def test_the_decision_and_who_took_it_are_recorded(account: Account, decided: str, product: RunningCloud) -> None:
    found = wait_for(lambda: _if_deployed(record(account, decided)))

    arn = f"arn:aws:sts::{product.account_id}:assumed-role/Approver/jane"
    assert (found["decision"], found["decided_by"], found["comment"]) == ("APPROVED", arn, "Looks good")
    assert (found["pipeline_name"], found["build_number"]) == ("review", "1")


def test_an_approver_who_pushed_the_change_is_flagged_on_the_record(
    account: Account, decided: str, product: RunningCloud
) -> None:
    """The commit says that A. Developer wrote it; CodeCommit says that Jane pushed it."""
    found = record(account, decided)

    check = json.dumps(found["deployment_check"])
    assert found["check_result"] == "FLAGGED"
    assert f"arn:aws:iam::{product.account_id}:user/jane" in check
    assert "jane approved and seems to have pushed 1" in check


def test_the_mail_names_who_pushed_beside_who_wrote(account: Account, decided: str, product: RunningCloud) -> None:
    (approval,) = Records.of(account).find(decided).approvals

    lines = Demo(product, account, Path(), name="review").brief(approval["action_execution_id"]).splitlines()

    pushed = lines.index("Pushed by: jane")
    assert [line.partition(" <")[0] for line in lines[pushed:] if line][1] == "Written by: A. Developer"


def test_the_steps_of_the_workflow_are_on_the_timeline(account: Account, decided: str, product: RunningCloud) -> None:
    pipeline = Demo(product, account, Path(), name="review")

    steps = wait_for(lambda: _if_recorded(pipeline.timeline(decided)))

    assert {(step["kind"], step["step"]) for step in steps} == {
        ("execution", "review"),
        ("action", "Source"),
        ("action", "ExtractChange"),
        ("function", "analyze_change"),
        ("function", "request_approval"),
        ("mail", "mail"),
        ("action", "Approve"),
        ("function", "record_approval"),
        ("action", "Check"),
        ("function", "check_deployment"),
        ("action", "Deploy"),
        ("function", "record_outcome"),
    }
    assert {step["status"] for step in steps} == {"Succeeded"}


def test_the_mail_is_sent_while_the_approval_waits(account: Account, decided: str, product: RunningCloud) -> None:
    steps = {step["step"]: step for step in Demo(product, account, Path(), name="review").timeline(decided)}

    assert steps["Approve"]["start_ms"] <= steps["mail"]["end_ms"] <= steps["Approve"]["end_ms"]


def _if_deployed(found: dict[str, Any]) -> dict[str, Any] | None:
    return found if found.get("status") == "DEPLOYED" else None


def _if_recorded(steps: list[dict[str, Any]]) -> list[dict[str, Any]] | None:
    return steps if "record_outcome" in [step["step"] for step in steps] else None
