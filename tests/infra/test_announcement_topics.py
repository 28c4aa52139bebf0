"""Who may publish, by which way, and what a channel may do in the account: nothing."""

import json

import pytest


@pytest.mark.parametrize("pipeline", ["sorting", "warehouse"])
def test_a_pipelines_topic_is_encrypted_and_takes_messages_of_one_role_by_tls(request, pipeline):
    template = request.getfixturevalue(pipeline)
    (topic,) = template.resources("AWS::SNS::Topic").values()
    (policy,) = template.resources("AWS::SNS::TopicPolicy").values()
    allowed = [each for each in policy["PolicyDocument"]["Statement"] if each["Effect"] == "Allow"]
    denied = [each for each in policy["PolicyDocument"]["Statement"] if each["Effect"] == "Deny"]

    assert topic["KmsMasterKeyId"] == "alias/aws/sns"
    assert [each["Action"] for each in allowed] == ["sns:Publish"]
    assert "RequestApprovalRole" in str(allowed[0]["Principal"])
    assert any(each["Condition"] == {"Bool": {"aws:SecureTransport": "false"}} for each in denied)


def test_the_settings_of_a_pipeline_name_its_topic(sorting):
    (parameter,) = sorting.resources("AWS::SSM::Parameter").values()
    (topic,) = sorting.resources("AWS::SNS::Topic")

    assert {"Ref": topic} in parameter["Value"]["Fn::Join"][1]


def test_a_channel_is_configured_once_however_many_pipelines_name_it(review, billing, warehouse):
    (slack,) = review.resources("AWS::Chatbot::SlackChannelConfiguration").values()
    (teams,) = review.resources("AWS::Chatbot::MicrosoftTeamsChannelConfiguration").values()

    assert (slack["SlackWorkspaceId"], slack["SlackChannelId"]) == ("T01ABCDEFGH", "C01ABCDEFGH")
    for channel in (slack, teams):
        assert channel["GuardrailPolicies"] == ["arn:aws:iam::aws:policy/AWSDenyAll"]
        assert len(channel["SnsTopicArns"]) == 1
        role = review.resources("AWS::IAM::Role")[channel["IamRoleArn"]["Fn::GetAtt"][0]]
        assert not role.get("Policies")
        assert not role.get("ManagedPolicyArns")
    assert not review.statements(slack["IamRoleArn"])
    told = [json.dumps(each.resources("AWS::SSM::Parameter")) for each in (billing, warehouse)]
    assert [text.count("Fn::ImportValue") for text in told] == [1, 2]
