"""One hundred pipelines in one file: the one stack that all share stays within the limits of AWS."""

import json
import re
from collections import Counter

import pytest
from aws_cdk import App

import app as cdk_app
import stacks.assets
from stacks.review_stack import ReviewStack
from stacks.settings import read_settings
from tests.infra.templates import Template, as_list

PIPELINES = 100
NAME = "a-pipeline-with-a-name-of-forty-letters-"  # and its number


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """The review stack alone: a pipeline's own stack does not grow with their number."""
    folder = tmp_path_factory.mktemp("scale")
    (folder / "layer" / "python").mkdir(parents=True)
    entries = "".join(
        f'[[pipelines]]\nname = "{NAME}{number}"\nsource = {{ type = "codecommit", repository = "r{number}" }}\n'
        for number in range(PIPELINES)
    )
    (folder / "settings.toml").write_text(f'approver_email = "approver@example.com"\n{entries}', encoding="utf-8")
    app = App(outdir=str(folder / "out"), context=cdk_app.feature_flags())
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(stacks.assets, "LAYER", folder / "layer")
        ReviewStack(app, "DeploymentReview", settings=read_settings(folder / "settings.toml", {}))
        app.synth()
    return Template.read(folder / "out" / "DeploymentReview.template.json")


def test_the_template_is_within_the_limits_of_cloudformation(shared):
    assert len(shared.data["Resources"]) < 500
    assert len(json.dumps(shared.data, separators=(",", ":"))) < 1_000_000
    assert len(shared.data.get("Outputs", {})) < 200
    assert len(shared.data.get("Parameters", {})) < 200


def test_every_policy_is_within_the_limits_of_iam(shared):
    inline: dict[str, int] = {}
    for policy in shared.resources("AWS::IAM::Policy").values():
        for role in policy["Roles"]:
            inline[role["Ref"]] = inline.get(role["Ref"], 0) + written(policy["PolicyDocument"])

    assert inline
    assert max(inline.values()) <= 10_240
    attached = Counter()
    for policy in shared.resources("AWS::IAM::ManagedPolicy").values():
        attached.update(role["Ref"] for role in policy.get("Roles", ()))
        assert written(policy["PolicyDocument"]) <= 6_144
    assert 0 < max(attached.values()) <= 10


def test_every_event_pattern_is_within_the_limit_of_eventbridge(shared):
    rules = shared.resources("AWS::Events::Rule").values()
    patterns = [rule["EventPattern"] for rule in rules if "EventPattern" in rule]
    names = [name for pattern in patterns for name in as_list(pattern.get("detail", {}).get("pipeline", []))]

    assert max(len(json.dumps(pattern, separators=(",", ":"))) for pattern in patterns) <= 2_048
    assert set(names) == {f"{NAME}{number}" for number in range(PIPELINES)}


def written(document):
    """Letters, as IAM counts them, where CloudFormation has put in what it knows: an ARN's account is 12 digits."""
    values = {"Partition": "aws", "Region": "ap-southeast-2", "AccountId": "111122223333"}
    values["StackId"] = "arn:aws:cloudformation:ap-southeast-2:111122223333:stack/DeploymentReview/" + "0" * 36
    text = json.dumps(document, separators=(",", ":"))
    text = re.sub(r'\{"Ref":"AWS::(\w+)"\}', lambda match: values[match[1]], text)
    text = re.sub(r'\{"Fn::Join":\["",\[(.*?)\]\]\}', lambda match: re.sub(r'"?,"?', "", match[1]), text)
    return len(text)
