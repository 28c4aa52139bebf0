"""Records under a key of the account's own, and kept for so many days: what those who must have both get."""

import json

import pytest

from stacks.settings import read_settings
from tests.infra.conftest import synthesise
from tests.infra.templates import as_list

SETTINGS = """
approver_email = "approver@example.com"
customer_managed_key = true
operator_email = "operator@example.com"
slack = { workspace_id = "T01ABCDEFGH", channel_id = "C01ABCDEFGH" }
record_retention_days = 400

[[pipelines]]
name = "sorting"
source = { type = "codecommit", repository = "sorting" }
"""


SERVICES = ("dynamodb", "s3", "sns")


@pytest.fixture(scope="module")
def stacks(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own-key")
    (folder / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    return synthesise(folder, read_settings(folder / "settings.toml", {}))


@pytest.fixture(scope="module")
def key(stacks):
    (name,) = stacks["DeploymentReview"].resources("AWS::KMS::Key")
    return name


def test_the_key_is_rotated_and_kept(stacks, key):
    resource = stacks["DeploymentReview"].data["Resources"][key]

    assert resource["Properties"]["EnableKeyRotation"] is True
    assert resource["DeletionPolicy"] == "Retain"


def test_the_table_is_encrypted_with_it(stacks, key):
    (table,) = stacks["DeploymentReview"].resources("AWS::DynamoDB::GlobalTable").values()

    assert table["SSESpecification"] == {"SSEEnabled": True, "SSEType": "KMS"}
    assert key in str(table["Replicas"][0]["SSESpecification"]["KMSMasterKeyId"])


def test_every_bucket_with_content_is_encrypted_with_it(stacks, key):
    for template in stacks.values():
        for name, bucket in template.resources("AWS::S3::Bucket").items():
            rule = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"][0]["ServerSideEncryptionByDefault"]

            assert key in json.dumps(rule) or name.startswith("AccessLogs"), name  # S3 delivers logs under its own


def test_every_topic_is_encrypted_with_it(stacks, key):
    topics = [topic for template in stacks.values() for topic in template.resources("AWS::SNS::Topic").values()]

    assert len(topics) == 3  # the pipeline's, the channel's, the operators'
    assert all(key in json.dumps(topic["KmsMasterKeyId"]) for topic in topics)


def test_who_publishes_may_use_it_and_cloudwatch_for_this_account_alone(stacks, key):
    policies = stacks["DeploymentReview"].resources("AWS::IAM::Policy").items()
    through_sns = [(name, each) for name, each in policies if '"sns.' in json.dumps(each)]
    policy = stacks["DeploymentReview"].resources("AWS::KMS::Key")[key]["KeyPolicy"]["Statement"]
    (of_alarms,) = [each for each in policy if each["Principal"] == {"Service": "cloudwatch.amazonaws.com"}]

    assert [name.startswith("ApprovalRequestRequestApprovalRole") for name, _ in through_sns] == [True]
    assert of_alarms["Condition"] == {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}
    assert len(policy) == 2  # beside the account itself


def test_roles_use_it_through_the_services_that_store_the_records_only(stacks):
    found = 0
    for template in stacks.values():
        for name, policy in template.resources("AWS::IAM::Policy").items():
            for statement in policy["PolicyDocument"]["Statement"]:
                if any(action.startswith("kms:") for action in as_list(statement["Action"])):
                    found += 1

                    through = json.dumps(statement.get("Condition", {}).get("StringEquals", {}).get("kms:ViaService"))
                    assert any(f'"{service}.' in through for service in SERVICES) or name.startswith("PipelineRole"), (
                        name
                    )
    assert found > 8


def test_documents_expire_with_their_records_unless_their_tag_says_that_they_are_held(stacks):
    buckets = stacks["DeploymentReview"].resources("AWS::S3::Bucket").items()
    (documents,) = [bucket for name, bucket in buckets if name.startswith("Documents")]
    (rule,) = [each for each in documents["LifecycleConfiguration"]["Rules"] if "TagFilters" in each]

    assert rule["TagFilters"] == [{"Key": "retention", "Value": "expires"}]
    assert rule["ExpirationInDays"] == 400


def test_extraction_is_told_how_long_its_record_is_kept(stacks):
    variables = stacks["DeploymentReview-sorting"].project("extract_change")["Environment"]["EnvironmentVariables"]

    assert {"Name": "RECORD_RETENTION_DAYS", "Type": "PLAINTEXT", "Value": "400"} in variables


def test_without_it_nobody_needs_a_key(templates):
    for template in templates.values():
        assert not template.resources("AWS::KMS::Key")
        assert "kms:" not in json.dumps(template.data)
