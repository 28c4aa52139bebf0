"""What the templates name exists, and what the code reads is set."""

import json
import sys
from pathlib import Path

import pytest
import yaml

from lambdas.shared.domain import codec
from lambdas.shared.domain.settings import PipelineSettings
from tests.infra.calls import modules, reached_from

STEPS = [
    "analyze_change",
    "request_approval",
    "record_delivery",
    "record_approval",
    "check_deployment",
    "record_outcome",
    "record_push",
    "reconcile",
]

# Set for Powertools, which reads them itself.
POWERTOOLS = {"POWERTOOLS_SERVICE_NAME", "POWERTOOLS_METRICS_NAMESPACE", "POWERTOOLS_LOG_LEVEL"}
# Set by Lambda for each invocation or machine.
LAMBDA = {"AWS_XRAY_DAEMON_ADDRESS", "_X_AMZN_TRACE_ID"}
# Given by CodeBuild, or set by the program for git.
CODEBUILD = {"AWS_REGION", "CODEBUILD_BUILD_ARN", "CODEBUILD_BUILD_NUMBER"}
CODEBUILD |= {"CODEBUILD_RESOLVED_SOURCE_VERSION", "CODEBUILD_SRC_DIR", "GIT_CONFIG_GLOBAL"}


def test_there_is_a_function_for_each_step(review):
    assert sorted(review.functions) == sorted(STEPS)


@pytest.mark.parametrize("step", STEPS)
def test_the_handler_that_the_template_names_exists(review, step):
    module, _, name = review.functions[step]["Handler"].rpartition(".")

    assert name in modules()[module].functions


@pytest.mark.parametrize("step", STEPS)
def test_the_variables_that_a_step_reads_are_set_and_no_others(review, step):
    variables = review.functions[step]["Environment"]["Variables"]
    reached = reached_from(f"lambdas.{step}.handler.handler")

    assert set(variables) - POWERTOOLS == reached.variables - LAMBDA
    assert variables["POWERTOOLS_SERVICE_NAME"] == step


def test_the_variables_that_extraction_reads_are_set_and_no_others(sorting):
    project = sorting.project("extract_change")
    in_the_project = {variable["Name"] for variable in project["Environment"]["EnvironmentVariables"]}
    in_the_action = {variable["name"] for variable in variables_of(action(sorting, "ExtractChange"))}
    fetched = {"REVIEW_PROGRAM", "REVIEW_LAYER"}

    read = reached_from("buildspec.extract_change.__main__.main").variables

    assert in_the_action == {"EXECUTION_ID"}
    of_teams_own = {"PIPELINE_SETTINGS"}  # given by a review gate
    assert (in_the_project | in_the_action) - fetched == read - CODEBUILD - of_teams_own
    assert all(f"${name}" in project["Source"]["BuildSpec"] for name in fetched)


def test_the_execution_is_passed_by_its_id(sorting):
    (variable,) = variables_of(action(sorting, "ExtractChange"))

    assert variable["value"] == "#{codepipeline.PipelineExecutionId}"


def test_the_settings_of_a_pipeline_are_where_the_functions_look_for_them(sorting, shop):
    (first,) = sorting.resources("AWS::SSM::Parameter").values()
    (second,) = shop.resources("AWS::SSM::Parameter").values()

    assert first["Name"] == "/deployment-review/pipelines/sorting"
    assert json.loads(text_of(first["Value"])) == {
        "approver_email": "approver@example.com",
        "escalation_email": None,
        "model_id": "eu.anthropic.claude-sonnet-5-5",
        "fallback_model_ids": ["global.anthropic.claude-haiku-5-5", "amazon.nova-lite-v1:0"],
        "language": "English",
        "approval_timeout_minutes": 10080,
        "max_cost_usd": 1.0,
        "guardrail": None,
        "approvals": 1,
        "second_approver_email": None,
        "self_approval": "flag",
        "people": [],
        "deployment_check": "enforce",
        "candidates": 1,
        "triage": None,
        "repository_name": "sorting",
        "build": True,
        "reminder_minutes": 1440,
        "author_domains": [],
        "policies": [],
        "topic_arn": "X",
        "chat_topic_arns": [],
        "approval_action": None,
        "baseline_commit": "",
        "codecommit": True,
    }
    assert json.loads(text_of(second["Value"]))["guardrail"] == {"id": "abc123", "version": "1"}
    assert json.loads(text_of(second["Value"]))["build"] is False
    assert json.loads(text_of(second["Value"]))["codecommit"] is False
    assert json.loads(text_of(second["Value"]))["candidates"] == 3
    assert json.loads(text_of(second["Value"]))["triage"] == {
        "harmless_model_id": "offline",
        "harmless_classes": ["documentation"],
        "harmless_lines": 500,
        "strong_model_id": "global.anthropic.claude-opus-5-5",
        "strong_from": "high",
    }


@pytest.mark.parametrize("pipeline", ["sorting", "shop"])
def test_the_functions_read_the_settings_as_they_are_written(pipeline, request):
    (parameter,) = request.getfixturevalue(pipeline).resources("AWS::SSM::Parameter").values()

    settings = codec.from_data(PipelineSettings, json.loads(text_of(parameter["Value"])))

    assert codec.to_data(settings) == json.loads(text_of(parameter["Value"]))


def test_the_table_has_the_indexes_that_the_code_asks_for(review):
    (table,) = review.resources("AWS::DynamoDB::GlobalTable").values()
    indexes = {
        index["IndexName"]: [key["AttributeName"] for key in index["KeySchema"]]
        for index in table["GlobalSecondaryIndexes"]
    }

    assert [key["AttributeName"] for key in table["KeySchema"]] == ["execution_id", "item"]
    assert indexes == {
        "by_status": ["status", "created_at"],
        "by_pipeline": ["pipeline_name", "created_at"],
        "deployed": ["deployed_pipeline_name", "deployed_at"],
    }
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_on", "Enabled": True}


def test_the_functions_run_the_newest_python_on_arm_with_logs_of_their_own(review):
    for step, function in review.functions.items():
        assert function["Runtime"] == "python3.14", step
        assert function["Architectures"] == ["arm64"], step
        assert "LogGroup" in function["LoggingConfig"], step
        timeouts = {"analyze_change": 900, "check_deployment": 300, "reconcile": 240}
        assert function["Timeout"] == timeouts.get(step, 60), step
    for group in review.resources("AWS::Logs::LogGroup").values():
        assert group["RetentionInDays"] == 90


def test_extraction_comes_first_and_the_build_after_it(sorting):
    """A new account runs one build at a time, and CodeBuild fails the second instead of letting it wait."""
    stages = pipeline(sorting)["Stages"]

    assert [(stage["Name"], [each["Name"] for each in stage["Actions"]]) for stage in stages] == [
        ("Source", ["Source"]),
        ("Build", ["ExtractChange", "Build"]),
        ("Approval", ["Approve"]),
        ("Deploy", ["Check", "Deploy"]),
    ]
    assert [each["RunOrder"] for each in stages[1]["Actions"]] == [1, 2]
    assert [each["Name"] for each in action(sorting, "Build")["OutputArtifacts"]] == ["BuildOutput", "Evidence"]


def test_a_pipeline_is_created_when_all_that_its_first_execution_needs_is_there(sorting):
    """CodePipeline starts it at once."""
    (found,) = [each for each in sorting.data["Resources"].values() if each["Type"] == "AWS::CodePipeline::Pipeline"]
    kinds = ("AWS::CodeBuild::Project", "AWS::SSM::Parameter")
    needed = {name for kind in kinds for name in sorting.resources(kind)}
    roles = {sorting.project(file)["ServiceRole"]["Fn::GetAtt"][0] for file in ("build", "extract_change", "deploy")}
    needed |= {
        name for name, policy in sorting.resources("AWS::IAM::Policy").items() if policy["Roles"][0]["Ref"] in roles
    }

    assert len(needed) == 7
    assert needed <= set(found["DependsOn"])


def test_the_builds_run_where_codebuild_is(sorting):
    """Arm is not in every region, https://github.com/aws/copilot-cli/issues/3110 tells."""
    for file in ("build", "extract_change", "deploy"):
        environment = sorting.project(file)["Environment"]

        assert environment["Type"] == "LINUX_CONTAINER"
        assert environment["Image"] == "aws/codebuild/amazonlinux-x86_64-standard:5.0"


def test_a_repository_outlives_its_stack_but_not_a_deployment_that_failed(sorting):
    (found,) = [each for each in sorting.data["Resources"].values() if each["Type"] == "AWS::CodeCommit::Repository"]

    assert found["DeletionPolicy"] == "RetainExceptOnCreate"


def test_the_source_is_cloned_with_its_history(sorting, shop):
    for template in (sorting, shop):
        assert action(template, "Source")["Configuration"]["OutputArtifactFormat"] == "CODEBUILD_CLONE_REF"


def test_executions_wait_for_each_other(sorting):
    assert pipeline(sorting)["PipelineType"] == "V2"
    assert pipeline(sorting)["ExecutionMode"] == "QUEUED"


def test_an_approval_expires_when_the_settings_say(sorting, shop):
    assert action(sorting, "Approve")["TimeoutInMinutes"] == 10_080
    assert action(shop, "Approve")["TimeoutInMinutes"] == 1440


def test_without_build_commands_there_is_no_build_action(shop):
    assert [each["Name"] for each in pipeline(shop)["Stages"][1]["Actions"]] == ["ExtractChange"]


def test_a_new_user_is_told_where_to_push_and_where_to_look(sorting, shop, review):
    assert {"CloneUrl", "PipelineConsole"} <= set(sorting.data["Outputs"])
    assert "CloneUrl" not in shop.data["Outputs"]
    assert {"ReviewsTable", "DocumentsBucket"} <= set(review.data["Outputs"])


@pytest.mark.parametrize("file", ["build", "extract_change", "deploy"])
def test_a_buildspec_is_inlined_as_it_is_in_its_file(sorting, file):
    text = Path("buildspec", f"{file}.yml").read_text(encoding="utf-8")

    assert sorting.project(file)["Source"]["BuildSpec"] == text
    assert yaml.safe_load(text)["version"] == 0.2


def test_the_build_knows_its_commands(sorting):
    variables = {
        each["Name"]: each["Value"] for each in sorting.project("build")["Environment"]["EnvironmentVariables"]
    }

    assert variables["BUILD_COMMANDS"] == ""
    assert variables["SCAN_SECONDS"] == "300"


def test_the_build_program_needs_nothing_but_the_standard_library():
    """Its asset holds buildspec/team_build alone, and no layer is fetched with it."""
    ours = {name for name in modules() if name.startswith("buildspec.team_build")}
    imported = {origin for name in ours for origin in modules()[name].imports.values()}

    foreign = {origin.split(".")[0] for origin in imported if not origin.startswith("buildspec.team_build")}

    assert "buildspec.team_build.__main__" in ours
    assert foreign <= sys.stdlib_module_names


def pipeline(template):
    (found,) = template.resources("AWS::CodePipeline::Pipeline").values()
    return found


def action(template, name):
    return next(each for stage in pipeline(template)["Stages"] for each in stage["Actions"] if each["Name"] == name)


def variables_of(found):
    return json.loads(found["Configuration"]["EnvironmentVariables"])


def text_of(value):
    """A text in which CloudFormation puts something, shown as X."""
    parts = value["Fn::Join"][1] if isinstance(value, dict) else [value]
    return "".join(part if isinstance(part, str) else "X" for part in parts)
