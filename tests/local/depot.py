"""A team's own pipeline without the CDK, as docs/adopting.md says: a buildspec, three permissions, three actions."""

import json
import re
from pathlib import Path
from typing import Any

from tests.local.template import action, project, role

ROOT = Path(__file__).parents[2]
_PAGE = ROOT / "docs" / "adopting.md"
_BUILDSPEC = ROOT / "review_gate" / "extract_change.yml"
_DEPLOY = "version: 0.2\nphases: {build: {commands: [git log --oneline --max-count=1]}}"


def depot(*, extraction_policy: str, check_function: str) -> str:
    """The template. Both ARNs are as the review's stacks tell them: an output, and an SSM parameter."""
    resources = {
        "Repository": {"Type": "AWS::CodeCommit::Repository", "Properties": {"RepositoryName": "depot"}},
        "Artifacts": {"Type": "AWS::S3::Bucket"},
        "ExtractionRole": _with_policy(role("codebuild", ["codecommit:GitPull", "s3:GetObject"]), extraction_policy),
        "DeployRole": role("codebuild", ["codecommit:GitPull", "s3:GetObject*"]),
        "PipelineRole": role(
            "codepipeline", ["s3:*", "codecommit:*", "codebuild:StartBuild", "codebuild:BatchGetBuilds"]
        ),
        "InvokeCheck": _let_invoke(check_function),
        "ExtractChange": project("ExtractionRole", _BUILDSPEC.read_text(encoding="utf-8")),
        "Deploy": project("DeployRole", _DEPLOY),
        "Pipeline": _pipeline(check_function.rpartition(":")[2]),
    }
    return json.dumps({"Resources": resources})


def _pipeline(check: str) -> dict[str, Any]:
    source = {"RepositoryName": "depot", "BranchName": "main", "OutputArtifactFormat": "CODEBUILD_CLONE_REF"}
    told = {"pipeline_name": "depot", "execution_id": "#{codepipeline.PipelineExecutionId}"}
    invoke = {"FunctionName": check, "UserParameters": json.dumps(told)}
    extract = {"ProjectName": {"Ref": "ExtractChange"}, "EnvironmentVariables": _variables()}
    actions = [
        ("Source", action("Source", "Source", "CodeCommit", source, outputs=["Source"])),
        ("Extract", action("ExtractChange", "Build", "CodeBuild", extract, inputs=["Source"])),
        ("Approval", action("Approve", "Approval", "Manual", {})),
        ("Check", action("Check", "Invoke", "Lambda", invoke)),
        ("Deploy", action("Deploy", "Build", "CodeBuild", {"ProjectName": {"Ref": "Deploy"}}, inputs=["Source"])),
    ]
    return {
        "Type": "AWS::CodePipeline::Pipeline",
        "DependsOn": ["InvokeCheck", "Repository"],
        "Properties": {
            "Name": "depot",
            "PipelineType": "V2",
            "ExecutionMode": "QUEUED",
            "RoleArn": {"Fn::GetAtt": ["PipelineRole", "Arn"]},
            "ArtifactStore": {"Type": "S3", "Location": {"Ref": "Artifacts"}},
            "Stages": [{"Name": stage, "Actions": [each]} for stage, each in actions],
        },
    }


def _variables() -> str:
    """As the page shows them."""
    (block,) = re.findall(r"^ *```json\n(.*?)^ *```$", _PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return str(block).replace("warehouse", "depot")


def _with_policy(made: dict[str, Any], arn: str) -> dict[str, Any]:
    return {**made, "Properties": {**made["Properties"], "ManagedPolicyArns": [arn]}}


def _let_invoke(function: str) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": function}
    return {
        "Type": "AWS::IAM::Policy",
        "Properties": {
            "PolicyName": "InvokeCheck",
            "PolicyDocument": {"Version": "2012-10-17", "Statement": [statement]},
            "Roles": [{"Ref": "PipelineRole"}],
        },
    }
