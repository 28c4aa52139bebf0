"""Code in S3: an upload, by the commands of docs/adopting.md, starts a pipeline and is reviewed with its history."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from local.lifecycle import RunningCloud
from tests.documented import script
from tests.local.conftest import AUTHOR, Demo, account_of, wait_for
from tests.local.products import CDK
from tests.unit.scratch_repository import ScratchRepository

pytestmark = pytest.mark.skipif(not CDK.exists(), reason="needs the CDK CLI: npm ci")


@pytest.fixture
def pipeline(product: RunningCloud, tmp_path: Path) -> Demo:
    return Demo(product, account_of(product), tmp_path, name="archive")


def upload(pipeline: Demo, origin: ScratchRepository) -> str:
    """Of a fresh clone; the id of the execution that it starts."""
    outputs = pipeline.account.client("cloudformation").describe_stacks(StackName="DeploymentReview-archive")
    named = {each["OutputKey"]: each["OutputValue"] for each in outputs["Stacks"][0]["Outputs"]}
    commands = script("docs/adopting.md").replace("https://git.example.com/shop.git", str(origin.folder))
    folder = pipeline.clone / "upload"
    folder.mkdir()
    before = executions(pipeline)
    tools = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    environment = {**os.environ, **AUTHOR, **pipeline.cloud.environment(), **tools}
    environment.pop("AWS_SESSION_TOKEN", None)
    subprocess.run(
        ["bash", "-euc", commands.replace("BUCKET", named["SourceBucket"])],
        cwd=folder,
        env=environment,
        check=True,
        capture_output=True,
    )
    shutil.rmtree(folder)
    return str(wait_for(lambda: executions(pipeline) - before).pop())


def executions(pipeline: Demo) -> set[str]:
    found = pipeline.account.client("codepipeline").list_pipeline_executions(pipelineName=pipeline.name)
    return {each["pipelineExecutionId"] for each in found["pipelineExecutionSummaries"]}


def test_an_upload_is_reviewed_since_what_was_deployed_last(pipeline: Demo, tmp_path: Path) -> None:
    origin = ScratchRepository(tmp_path / "origin")
    first = origin.commit({"app.py": "print(1)\n"})
    deployed = pipeline.approved(upload(pipeline, origin), comment="Go")
    second = origin.commit({"app.py": "print(2)\n"})

    execution_id = upload(pipeline, origin)
    brief = pipeline.brief(pipeline.wait_for_approval(execution_id))

    assert (deployed.status, deployed.main["check_result"]) == ("DEPLOYED", "PASSED"), deployed.main["deployment_check"]
    assert deployed.main["commit_id"] == first
    assert second[:8] in brief
    assert pipeline.runs(execution_id)["Source"]["output"]["outputVariables"]["VersionId"]
