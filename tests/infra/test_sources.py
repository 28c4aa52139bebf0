"""What starts a pipeline, from each kind of source."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml


def source_action(template):
    (pipeline,) = template.resources("AWS::CodePipeline::Pipeline").values()
    return pipeline["Stages"][0]["Actions"][0], pipeline


def test_a_filtered_connection_starts_by_its_filter_alone(shop):
    action, pipeline = source_action(shop)

    assert action["Configuration"]["DetectChanges"] is False
    assert pipeline["Triggers"] == [
        {
            "ProviderType": "CodeStarSourceConnection",
            "GitConfiguration": {
                "SourceActionName": "Source",
                "Push": [
                    {
                        "Branches": {"Includes": ["main", "release/*"]},
                        "FilePaths": {"Excludes": ["docs/**"]},
                    }
                ],
            },
        }
    ]


def test_an_archive_starts_its_pipeline_with_each_new_version(billing):
    action, _ = source_action(billing)
    bucket = action["Configuration"]["S3Bucket"]["Ref"]
    rules = billing.resources("AWS::Events::Rule").values()
    (rule,) = [each for each in rules if each["EventPattern"]["source"] == ["aws.s3"]]

    assert action["Configuration"] == {
        "S3Bucket": {"Ref": bucket},
        "S3ObjectKey": "billing.zip",
        "PollForSourceChanges": False,
    }
    assert rule["EventPattern"]["detail"] == {"bucket": {"name": [{"Ref": bucket}]}, "object": {"key": ["billing.zip"]}}
    properties = billing.resources("AWS::S3::Bucket")[bucket]
    assert properties["VersioningConfiguration"] == {"Status": "Enabled"}
    assert properties["NotificationConfiguration"] == {"EventBridgeConfiguration": {"EventBridgeEnabled": True}}


def test_outputs_have_the_names_that_the_pages_give_them(billing):
    assert {"SourceBucket", "DeployRole", "ApproversPolicy", "Topic"} <= set(billing.data["Outputs"])


def test_no_project_needs_more_than_the_archive(billing):
    for project in billing.resources("AWS::CodeBuild::Project").values():
        actions = billing.actions(project["ServiceRole"])

        assert not any(action.startswith(("codecommit:", "codestar-", "codeconnections:")) for action in actions)


def test_deployment_runs_as_the_role_of_the_settings_and_may_assume_no_other(billing):
    project = billing.project("deploy")
    variables = {each["Name"]: each["Value"] for each in project["Environment"]["EnvironmentVariables"]}
    (assume,) = [each for each in billing.statements(project["ServiceRole"]) if each["Action"] == "sts:AssumeRole"]

    assert variables["DEPLOY_ROLE"] == "arn:aws:iam::444455556666:role/DeployBilling"
    assert assume["Resource"] == variables["DEPLOY_ROLE"]


@pytest.fixture
def deploy(tmp_path):
    """Runs the commands of deploy.yml, with an `aws` that answers sts assume-role."""
    spec = yaml.safe_load(Path("buildspec/deploy.yml").read_text(encoding="utf-8"))
    keys = {"AccessKeyId": "id", "SecretAccessKey": "key", "SessionToken": "token"}
    program = tmp_path / "aws"
    program.write_text(f"#!/bin/sh\necho \"$*\" > {tmp_path}/asked\necho '{json.dumps({'Credentials': keys})}'\n")
    program.chmod(0o755)

    def run(*commands, role=""):
        environment = {
            "PATH": f"{tmp_path}:{Path(sys.executable).parent}:{os.defpath}",
            "DEPLOY_COMMANDS": json.dumps(commands),
            "DEPLOY_ROLE": role,
        }
        (script,) = spec["phases"]["build"]["commands"]
        return subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True, check=False)

    return run


def test_the_deploy_commands_have_the_credentials_of_the_role(deploy, tmp_path):
    done = deploy("echo $AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY $AWS_SESSION_TOKEN", role="arn:aws:iam::1:role/x")

    assert "id key token" in done.stdout.splitlines()
    assert "--role-arn arn:aws:iam::1:role/x" in (tmp_path / "asked").read_text()


def test_without_a_role_nothing_is_assumed(deploy, tmp_path):
    done = deploy("echo deployed")

    assert (done.returncode, "deployed" in done.stdout.splitlines()) == (0, True)
    assert not (tmp_path / "asked").exists()


def test_a_role_that_cannot_be_assumed_stops_the_deployment(deploy, tmp_path):
    (tmp_path / "aws").write_text("#!/bin/sh\necho AccessDenied >&2\nexit 255\n")

    done = deploy("echo deployed", role="arn:aws:iam::1:role/x")

    assert done.returncode
    assert "deployed" not in done.stdout.splitlines()
    assert "AccessDenied" in done.stderr
