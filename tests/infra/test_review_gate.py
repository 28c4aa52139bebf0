"""A pipeline that exists: what the gate adds to it, and what its stack here gives it."""

import json
from pathlib import Path

import pytest
import yaml
from aws_cdk import App, Stack
from aws_cdk import aws_codecommit as codecommit
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_codepipeline_actions as actions
from aws_cdk import aws_s3 as s3

from review_gate import ReviewGate
from stacks.commands import gate_files
from tests.infra.calls import reached_from
from tests.infra.examples import EXAMPLES, stages_of, synthesised, variables_of_extraction
from tests.infra.templates import as_list
from tests.infra.test_least_privilege import EXTRACTION, needed, target

CONNECTION = "arn:aws:codeconnections:eu-west-1:111122223333:connection/00000000-0000-0000-0000-000000000000"
CHECK = "/deployment-review/gate/check_function"


@pytest.fixture(scope="module", params=EXAMPLES)
def example(request, tmp_path_factory):
    return synthesised(request.param, tmp_path_factory.mktemp(request.param))


def test_extraction_approval_and_check_come_before_what_deploys(example):
    stages = stages_of(example)
    at = next(index for index, stage in enumerate(stages) if stage["Actions"][0]["Name"] == "ExtractChange")
    order = {action["Name"]: action["RunOrder"] for action in stages[at]["Actions"]}
    deploying = [name for name in order if name not in ("ExtractChange", "Approve", "Check")]

    assert order.pop("ExtractChange") == 1
    assert order.pop("Approve") == 2
    assert order.pop("Check") == 3
    assert all(order[name] > 3 for name in deploying)
    assert deploying or stages[at + 1]["Name"] == "Deploy"


def test_a_stage_that_the_pipeline_does_not_have_is_named():
    stack = Stack(App(), "Own")
    pipeline = codepipeline.Pipeline(stack, "Pipeline")
    pipeline.add_stage(stage_name="Source")
    pipeline.add_stage(stage_name="Deploy")
    gate = ReviewGate(stack, "Review", pipeline_name="warehouse")

    with pytest.raises(ValueError, match='no stage "Prod" to stand before; it has Source, Deploy'):
        gate.add_to(pipeline, source=codepipeline.Artifact("Source"), before="Prod")


@pytest.mark.parametrize("kind", ["codecommit", "connection"])
def test_a_source_that_does_not_clone_fails_the_synthesis_which_names_the_setting(kind):
    app = App()
    gated(app, lambda scope, output: source_action(kind, scope, output, clones=False))

    with pytest.raises(RuntimeError, match=r"action Pull does not clone.*code_build_clone_output=True"):
        app.synth()


@pytest.mark.parametrize("kind", ["codecommit", "connection", "s3"])
def test_a_source_with_a_history_does_not(kind):
    app = App()
    gated(app, lambda scope, output: source_action(kind, scope, output, clones=True))

    app.synth()


def gated(app, source_of):
    """A pipeline with a gate, and another one without, which may do as it likes."""
    stack = Stack(app, "Own")
    for name in ("Plain", "Reviewed"):
        output = codepipeline.Artifact()
        action = source_of(stack, output) if name == "Reviewed" else source_action("codecommit", stack, output)
        pipeline = codepipeline.Pipeline(stack, name)
        pipeline.add_stage(stage_name="Source", actions=[action])
        pipeline.add_stage(stage_name="Deploy", actions=[actions.ManualApprovalAction(action_name="Go")])
    gate = ReviewGate(stack, "Review", pipeline_name="warehouse")
    gate.add_to(pipeline, source=output, before="Deploy")


def source_action(kind, scope, output, *, clones=False):
    named = {"action_name": "Pull", "output": output}
    match kind:
        case "codecommit":
            repository = codecommit.Repository.from_repository_name(scope, f"R{len(scope.node.children)}", "warehouse")
            return actions.CodeCommitSourceAction(**named, repository=repository, code_build_clone_output=clones)
        case "connection":
            place = {"connection_arn": CONNECTION, "owner": "example", "repo": "warehouse"}
            return actions.CodeStarConnectionsSourceAction(**named, **place, code_build_clone_output=clones)
        case "s3":
            return actions.S3SourceAction(
                **named, bucket=s3.Bucket.from_bucket_name(scope, "B", "warehouse"), bucket_key="warehouse.zip"
            )


def test_extraction_is_told_of_its_execution_and_its_settings(example):
    variables = {each["name"]: each for each in variables_of_extraction(example)}

    assert variables["EXECUTION_ID"]["value"] == "#{codepipeline.PipelineExecutionId}"
    assert variables["PIPELINE_NAME"]["value"] == "warehouse"
    assert variables["PIPELINE_SETTINGS"]["type"] == "PARAMETER_STORE"
    assert variables["PIPELINE_SETTINGS"]["value"] == "/deployment-review/pipelines/warehouse"


def test_what_is_set_is_what_the_program_reads(example):
    """The program needs every variable that the gate or CodeBuild gives; what a stack of ours would set is in SSM."""
    specification = yaml.safe_load(gate_files.BUILDSPEC.read_text(encoding="utf-8"))
    from_ssm = set(specification["env"]["parameter-store"])
    read = reached_from(EXTRACTION).variables

    assert {"EXECUTION_ID", "PIPELINE_NAME", "PIPELINE_SETTINGS"} <= read
    assert from_ssm - {"REVIEW_PROGRAM", "REVIEW_LAYER"} <= read
    assert from_ssm == {"REVIEWS_TABLE", "REVIEWS_BUCKET", "REVIEW_PROGRAM", "REVIEW_LAYER"}


def test_the_role_of_extraction_has_the_policy_of_the_gates_stack(example, warehouse):
    name = "/deployment-review/gates/warehouse/extraction_policy"
    (parameter,) = [key for key, value in example.data["Parameters"].items() if value.get("Default") == name]
    roles = example.resources("AWS::IAM::Role").values()
    (role,) = [role for role in roles if "ManagedPolicyArns" in role]

    assert role["ManagedPolicyArns"] == [{"Ref": parameter}]
    (policy,) = warehouse.resources("AWS::IAM::ManagedPolicy")
    written = {each["Name"]: each["Value"] for each in warehouse.resources("AWS::SSM::Parameter").values()}
    assert written[name] == {"Ref": policy}


def test_a_connection_may_be_used_under_both_of_its_names(example):
    text = json.dumps(example.data)

    assert ("codeconnections:UseConnection" in text) == ("codestar-connections:UseConnection" in text)


def test_the_buildspec_of_the_gate_is_the_one_that_the_code_writes():
    """Written by `python -m stacks.commands.gate_files`."""
    assert gate_files.BUILDSPEC.read_text(encoding="utf-8") == gate_files.buildspec()


def test_the_variables_of_the_buildspec_are_parameters_of_the_review_stack(review):
    specification = yaml.safe_load(gate_files.BUILDSPEC.read_text(encoding="utf-8"))
    parameters = {each["Name"] for each in review.resources("AWS::SSM::Parameter").values()}

    assert set(specification["env"]["parameter-store"].values()) == parameters - {CHECK}


def test_the_check_asks_the_function_of_the_review_stack_about_this_pipeline(example, review):
    (check,) = [action for stage in stages_of(example) for action in stage["Actions"] if action["Name"] == "Check"]
    parameters = review.resources("AWS::SSM::Parameter").values()
    (told,) = [each["Value"] for each in parameters if each["Name"] == CHECK]

    (read,) = [key for key, value in example.data["Parameters"].items() if value.get("Default") == CHECK]
    assert f"{{'Ref': '{read}'}}" in str(check["Configuration"]["FunctionName"])
    function = review.resources("AWS::Lambda::Function")[told["Fn::GetAtt"][0]]
    assert function["Handler"] == "lambdas.check_deployment.handler.handler"
    assert json.loads(check["Configuration"]["UserParameters"]) == {
        "pipeline_name": "warehouse",
        "execution_id": "#{codepipeline.PipelineExecutionId}",
    }


def test_the_check_of_cdk_pipelines_gets_what_is_deployed(tmp_path):
    """All that CloudFormation is given comes from there, and the files that it names are found by their digests."""
    stages = stages_of(synthesised("cdk_pipelines", tmp_path))
    actions = {action["Name"]: action for stage in stages for action in stage["Actions"]}
    deploying = [action for action in actions.values() if action["ActionTypeId"]["Provider"] == "CloudFormation"]

    built = actions["Check"]["InputArtifacts"]

    assert built == actions["Synth"]["OutputArtifacts"]
    assert deploying
    assert all(action.get("InputArtifacts", built) == built for action in deploying)


def test_two_people_are_asked_one_after_the_other_and_then_the_check():
    gate = ReviewGate(Stack(App(), "Own"), "Review", pipeline_name="warehouse", approvals=2)

    actions = gate.all_actions(codepipeline.Artifact("Source"))

    told = [(each.action_properties.action_name, each.action_properties.run_order) for each in actions]
    assert told == [("ExtractChange", 1), ("Approve", 2), ("ApproveSecond", 3), ("Check", 4)]


def test_extraction_may_do_what_its_code_does_and_read_what_it_is_told(warehouse):
    (policy,) = warehouse.resources("AWS::IAM::ManagedPolicy").values()
    granted = {
        f"{action}{target(action, resource)}"
        for statement in policy["PolicyDocument"]["Statement"]
        for action in as_list(statement["Action"])
        for resource in as_list(statement["Resource"])
    }
    program = {need.replace("changes/sorting/", "changes/warehouse/") for need in needed(EXTRACTION)}

    assert granted == program | {"s3:GetObject asset", "ssm:GetParameters"}


def test_no_pipeline_is_created_for_a_team_that_has_one(warehouse):
    kinds = {resource["Type"] for resource in warehouse.data["Resources"].values()}

    topic = {"AWS::SNS::Topic", "AWS::SNS::TopicPolicy"}
    assert kinds == {"AWS::SSM::Parameter", "AWS::IAM::ManagedPolicy", *topic}


def test_the_gate_is_installed_with_its_buildspec():
    packaged = [path for path in Path("review_gate").iterdir() if path.suffix not in ("", ".py")]

    assert [path.name for path in packaged] == ["extract_change.yml"]
