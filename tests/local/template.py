"""A small stack with a whole pipeline, so that the cloud is tested without the product: seconds, not minutes."""

import json
from typing import Any

BUILD = """
version: 0.2
env:
  variables: {GREETING: hello}
  exported-variables: [ANSWER]
phases:
  install:
    runtime-versions: {python: "3.14"}
  build:
    commands:
      - cd docs 2>/dev/null || true
      - export ANSWER="$((40 + 2))"
      - test "$EXECUTION_ID" != ""
      - aws sts get-caller-identity
    finally:
      - echo finally
  post_build:
    commands:
      - test "$ANSWER" = 42
      - mkdir -p out && echo "$GREETING $(git rev-parse HEAD)" > out/made.txt
      - test ! -f fail.txt
artifacts:
  files: ["**/*"]
  base-directory: out
"""

DEPLOY = """
version: 0.2
phases:
  build:
    commands:
      - test "$ANSWER" = 42
      - test -f made.txt
"""


def template() -> str:
    return json.dumps({"Resources": {**_roles(), **_rest(), "Pipeline": _pipeline()}})


def _roles() -> dict[str, Any]:
    return {
        "PipelineRole": role(
            "codepipeline",
            ["s3:*", "codecommit:*", "codebuild:StartBuild", "codebuild:BatchGetBuilds"],
        ),
        "BuildRole": role("codebuild", ["s3:GetObject*", "s3:PutObject*", "codecommit:GitPull"]),
        "PoorRole": role("codebuild", ["s3:GetObject*"]),
        "EventsRole": role("events", ["codepipeline:StartPipelineExecution"]),
    }


def _rest() -> dict[str, Any]:
    return {
        "Artifacts": {"Type": "AWS::S3::Bucket"},
        "Repository": {"Type": "AWS::CodeCommit::Repository", "Properties": {"RepositoryName": "demo"}},
        "BuildProject": project("BuildRole", BUILD),
        "DeployProject": project("BuildRole", DEPLOY),
        "Events": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "events"}},
        "Rule": {
            "Type": "AWS::Events::Rule",
            "Properties": {
                "EventPattern": {"source": ["aws.codepipeline"]},
                "Targets": [{"Id": "queue", "Arn": {"Fn::GetAtt": ["Events", "Arn"]}}],
            },
        },
        "Push": {
            "Type": "AWS::Events::Rule",
            "Properties": {
                "EventPattern": {
                    "source": ["aws.codecommit"],
                    "resources": [{"Fn::GetAtt": ["Repository", "Arn"]}],
                    "detail-type": ["CodeCommit Repository State Change"],
                    "detail": {"event": ["referenceCreated", "referenceUpdated"], "referenceName": ["main"]},
                },
                "Targets": [
                    {
                        "Id": "pipeline",
                        "Arn": {
                            "Fn::Sub": "arn:aws:codepipeline:${AWS::Region}:${AWS::AccountId}:${Pipeline}",
                        },
                        "RoleArn": {"Fn::GetAtt": ["EventsRole", "Arn"]},
                    }
                ],
            },
        },
    }


def _pipeline() -> dict[str, Any]:
    variable = {"name": "EXECUTION_ID", "value": "#{codepipeline.PipelineExecutionId}", "type": "PLAINTEXT"}
    answer = {"name": "ANSWER", "value": "#{Build.ANSWER}", "type": "PLAINTEXT"}
    source = {
        "RepositoryName": {"Fn::GetAtt": ["Repository", "Name"]},
        "BranchName": "main",
        "PollForSourceChanges": False,
        "OutputArtifactFormat": "CODEBUILD_CLONE_REF",
    }
    return {
        "Type": "AWS::CodePipeline::Pipeline",
        "Properties": {
            "Name": "demo",
            "PipelineType": "V2",
            "ExecutionMode": "QUEUED",
            "RoleArn": {"Fn::GetAtt": ["PipelineRole", "Arn"]},
            "ArtifactStore": {"Type": "S3", "Location": {"Ref": "Artifacts"}},
            "Stages": [
                {
                    "Name": "Source",
                    "Actions": [action("Source", "Source", "CodeCommit", source, outputs=["SourceOutput"])],
                },
                {
                    "Name": "Build",
                    "Actions": [
                        {
                            **_build("Build", "BuildProject", [variable], ["SourceOutput"], ["BuildOutput"]),
                            "Namespace": "Build",
                        }
                    ],
                },
                {"Name": "Approval", "Actions": [action("Approve", "Approval", "Manual", {"CustomData": "Look."})]},
                {"Name": "Deploy", "Actions": [_build("Deploy", "DeployProject", [answer], ["BuildOutput"], [])]},
            ],
        },
    }


def _build(
    name: str, project: str, variables: list[dict[str, str]], inputs: list[str], outputs: list[str]
) -> dict[str, Any]:
    configuration = {"ProjectName": {"Ref": project}, "EnvironmentVariables": json.dumps(variables)}
    return action(name, "Build", "CodeBuild", configuration, inputs=inputs, outputs=outputs)


def action(
    name: str,
    category: str,
    provider: str,
    configuration: dict[str, Any],
    *,
    inputs: list[str] | None = None,
    outputs: list[str] | None = None,
) -> dict[str, Any]:
    return {
        "Name": name,
        "ActionTypeId": {"Category": category, "Owner": "AWS", "Provider": provider, "Version": "1"},
        "Configuration": configuration,
        "InputArtifacts": [{"Name": each} for each in inputs or []],
        "OutputArtifacts": [{"Name": each} for each in outputs or []],
    }


def project(role: str, buildspec: str) -> dict[str, Any]:
    return {
        "Type": "AWS::CodeBuild::Project",
        "Properties": {
            "ServiceRole": {"Fn::GetAtt": [role, "Arn"]},
            "Source": {"Type": "CODEPIPELINE", "BuildSpec": buildspec},
            "Artifacts": {"Type": "CODEPIPELINE"},
            "Environment": {"Type": "LINUX_CONTAINER", "Image": "aws/codebuild/standard:7.0", "ComputeType": "S"},
        },
    }


def role(service: str, actions: list[str]) -> dict[str, Any]:
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": f"{service}.amazonaws.com"}}
    grant = {"Effect": "Allow", "Action": actions, "Resource": "*"}
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]},
            "Policies": [{"PolicyName": "Work", "PolicyDocument": {"Version": "2012-10-17", "Statement": [grant]}}],
        },
    }
