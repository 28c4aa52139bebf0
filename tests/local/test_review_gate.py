"""Pipelines of their teams' own under review: with the gate in their CDK app, and by hand, without the CDK."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from local.lifecycle import RunningCloud
from tests.infra.examples import synthesised
from tests.local.conftest import AUTHOR, Demo, account_of
from tests.local.depot import depot
from tests.local.products import CDK

pytestmark = pytest.mark.skipif(not CDK.exists(), reason="needs the CDK CLI: npm ci")

Deployed = Callable[..., Demo]


@pytest.fixture
def deployed(product: RunningCloud, tmp_path: Path) -> Deployed:
    """A team's stack with a pipeline of the same name, and a clone to push from."""

    def deploy(name: str, template: str, *, stage: str) -> Demo:
        account = account_of(product)
        cloudformation = account.client("cloudformation")
        cloudformation.create_stack(StackName=name, TemplateBody=template, Capabilities=["CAPABILITY_IAM"])
        made = cloudformation.get_waiter("stack_create_complete")
        made.wait(StackName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
        clone = tmp_path / "clone"
        subprocess.run(["git", "init", "-q", "-b", "main", str(clone)], check=True, env={**os.environ, **AUTHOR})
        return Demo(product, account, clone, name=name, stage=stage)

    return deploy


def test_the_gate_in_a_cdk_app_holds_back_what_was_not_approved(deployed: Deployed, tmp_path: Path) -> None:
    app = synthesised("added_stage", tmp_path / "cdk.out")
    pipeline = deployed("warehouse", json.dumps(app.data), stage="Review")
    rejected = pipeline.execution_of(pipeline.push({"app.py": "print(0)\n"}))
    pipeline.decide(pipeline.wait_for_approval(rejected), "Rejected", "Not yet")
    pipeline.wait_until_over(rejected)
    execution_id = pipeline.execution_of(pipeline.push({"app.py": "print(1)\n"}))

    record = pipeline.approved(execution_id, comment="Fine by me")

    assert pipeline.ended_record(rejected).status == "REJECTED"
    assert "Deploy" not in pipeline.runs(rejected)
    runs = pipeline.runs(execution_id)
    assert [runs[name]["status"] for name in ("ExtractChange", "Approve", "Check", "Deploy")] == ["Succeeded"] * 4
    assert (record.status, record.main["comment"]) == ("DEPLOYED", "Fine by me")
    assert record.main["decided_by"].endswith(":assumed-role/ApproverOfWarehouse/jane")
    assert record.main["check_result"] == "PASSED"


def test_a_buildspec_three_permissions_and_three_actions_do_without_the_cdk(
    deployed: Deployed, product: RunningCloud
) -> None:
    account = account_of(product)
    stack = account.client("cloudformation").describe_stacks(StackName="DeploymentReview-depot")["Stacks"][0]
    outputs = {each["OutputKey"]: each["OutputValue"] for each in stack["Outputs"]}
    check = account.client("ssm").get_parameter(Name="/deployment-review/gate/check_function")["Parameter"]["Value"]
    template = depot(extraction_policy=outputs["ExtractionPolicy"], check_function=check)
    pipeline = deployed("depot", template, stage="Approval")
    pipeline.push({"app.py": "print(1)\n"})
    started = account.client("codepipeline").start_pipeline_execution(name="depot")
    execution_id = started["pipelineExecutionId"]

    record = pipeline.approved(execution_id, comment="Go")

    assert (record.status, record.main["check_result"]) == ("DEPLOYED", "PASSED")
    assert record.main["files_total"] == 1
    assert pipeline.runs(execution_id)["Check"]["status"] == "Succeeded"
