"""Pipelines and repositories as CloudFormation makes, changes and removes them."""

import json
from typing import Any
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError

from local.account.account import Account
from tests.local.conftest import wait_for


def template(name: str, *, mode: str = "QUEUED") -> str:
    approval = {"Category": "Approval", "Owner": "AWS", "Provider": "Manual", "Version": "1"}
    source = {"Category": "Source", "Owner": "AWS", "Provider": "CodeCommit", "Version": "1"}
    configuration = {"RepositoryName": name, "BranchName": "main"}
    pipeline = {
        "Name": name,
        "PipelineType": "V2",
        "ExecutionMode": mode,
        "RoleArn": "arn:aws:iam::111122223333:role/none",
        "ArtifactStore": {"Type": "S3", "Location": "none"},
        "Stages": [
            {"Name": "Source", "Actions": [{"Name": "S", "ActionTypeId": source, "Configuration": configuration}]},
            {"Name": "Approval", "Actions": [{"Name": "A", "ActionTypeId": approval, "TimeoutInMinutes": 10}]},
        ],
    }
    resources = {
        "Repository": {"Type": "AWS::CodeCommit::Repository", "Properties": {"RepositoryName": name}},
        "Pipeline": {"Type": "AWS::CodePipeline::Pipeline", "DependsOn": "Repository", "Properties": pipeline},
    }
    outputs = {
        "CloneUrl": {"Value": {"Fn::GetAtt": ["Repository", "CloneUrlHttp"]}},
        "Pipeline": {"Value": {"Ref": "Pipeline"}},
    }
    return json.dumps({"Resources": resources, "Outputs": outputs})


@pytest.fixture
def stack(account: Account) -> str:
    """Its name, the pipeline's and the repository's."""
    name = f"stack-{uuid4().hex[:8]}"
    account.client("cloudformation").create_stack(StackName=name, TemplateBody=template(name))
    settled(account, name, "CREATE_COMPLETE")
    return name


def settled(account: Account, name: str, status: str) -> dict[str, Any]:
    def found() -> dict[str, Any] | None:
        described: dict[str, Any] = account.client("cloudformation").describe_stacks(StackName=name)["Stacks"][0]
        return described if described["StackStatus"] == status else None

    result: dict[str, Any] = wait_for(found)
    return result


def test_the_outputs_are_what_a_new_user_expects(account: Account, stack: str) -> None:
    described = settled(account, stack, "CREATE_COMPLETE")

    outputs = {each["OutputKey"]: each["OutputValue"] for each in described["Outputs"]}
    assert outputs == {"CloneUrl": f"{account.endpoint}/v1/repos/{stack}", "Pipeline": stack}


def test_a_new_pipeline_with_an_empty_repository_waits_for_the_first_push(account: Account, stack: str) -> None:
    executions = account.client("codepipeline").list_pipeline_executions(pipelineName=stack)

    assert executions["pipelineExecutionSummaries"] == []


def test_a_changed_pipeline_is_its_next_version(account: Account, stack: str) -> None:
    changed = template(stack, mode="SUPERSEDED")
    account.client("cloudformation").update_stack(StackName=stack, TemplateBody=changed)
    settled(account, stack, "UPDATE_COMPLETE")

    pipeline = account.client("codepipeline").get_pipeline(name=stack)["pipeline"]

    assert (pipeline["version"], pipeline["executionMode"]) == (2, "SUPERSEDED")
    assert pipeline["stages"][1]["actions"][0]["timeoutInMinutes"] == 10


def test_with_the_stack_pipeline_and_repository_are_gone(account: Account, stack: str) -> None:
    account.client("cloudformation").delete_stack(StackName=stack)

    def gone() -> bool:
        pipelines = account.client("codepipeline").list_pipelines()["pipelines"]
        repositories = account.client("codecommit").list_repositories()["repositories"]
        names = [each["name"] for each in pipelines] + [each["repositoryName"] for each in repositories]
        return stack not in names

    assert wait_for(gone)


def test_a_taken_name_fails_the_deployment_with_the_reason(account: Account, stack: str) -> None:
    account.client("cloudformation").create_stack(StackName=f"{stack}-again", TemplateBody=template(stack))

    described = settled(account, f"{stack}-again", "ROLLBACK_COMPLETE")

    events = account.client("cloudformation").describe_stack_events(StackName=described["StackName"])["StackEvents"]
    reasons = " ".join(each.get("ResourceStatusReason", "") for each in events)
    assert f"A repository named {stack} already exists." in reasons
    with pytest.raises(ClientError):
        account.client("codepipeline").get_pipeline(name=f"{stack}-again")
