"""How much room a pipeline's settings take in SSM, with what is known at deployment only."""

import json

import pytest
from aws_cdk import App, Stack
from aws_cdk import aws_sns as sns

from stacks.pipeline_parameter import PipelineParameter
from stacks.settings import SettingsError, read_settings
from tests.infra.templates import Template

ARN = "arn:aws-us-gov:sns:us-gov-west-1:111122223333:DeploymentReview-sorting-AnnouncementsFFD7F852-AbCdEfGhIjKl"


@pytest.fixture
def parameter(tmp_path):
    """The template's parameter of a pipeline whose policies have so many letters."""

    def make(letters):
        policies = json.dumps(["x" * 250] * (letters // 250) + ["x" * (letters % 250 or 1)])
        (tmp_path / "settings.toml").write_text(
            f'approver_email = "a@example.com"\n[[pipelines]]\nname = "sorting"\npolicies = {policies}\n'
            'source = { type = "codecommit", repository = "sorting" }\n',
            encoding="utf-8",
        )
        (pipeline,) = read_settings(tmp_path / "settings.toml", {}).pipelines
        stack = Stack(App(outdir=str(tmp_path / "out")), "stack")
        topic, chat = sns.Topic(stack, "Topic"), sns.Topic(stack, "Chat")
        PipelineParameter(
            stack, "P", pipeline=pipeline, retention_days=0, topic_arn=topic.topic_arn, chat=[chat.topic_arn]
        )
        stack.node.root.synth()
        template = Template.read(tmp_path / "out" / "stack.template.json")
        return next(iter(template.resources("AWS::SSM::Parameter").values()))

    return make


@pytest.mark.parametrize("letters", [0, 3_300, 5_000])
def test_the_tier_has_room_for_the_settings_with_the_arns_of_their_topics(parameter, letters):
    found = parameter(letters)
    deployed = "".join(part if isinstance(part, str) else ARN for part in found["Value"]["Fn::Join"][1])

    assert len(deployed) <= {"Standard": 4_096, "Advanced": 8_192}[found["Tier"]]


def test_settings_that_no_parameter_takes_are_refused_before_the_deployment(parameter):
    with pytest.raises(SettingsError, match="8192 fit into an SSM parameter"):
        parameter(7_500)
