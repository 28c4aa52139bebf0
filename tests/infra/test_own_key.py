"""With `customer_managed_key`, what holds the code or the record is encrypted with a key of the account's own."""

import json

import pytest

from stacks.settings import read_settings
from tests.infra.conftest import synthesise
from tests.infra.templates import as_list

SETTINGS = """
approver_email = "approver@example.com"
customer_managed_key = true

[[pipelines]]
name = "sorting"
source = { type = "codecommit", repository = "sorting" }
"""


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


def test_roles_use_it_through_the_services_that_store_the_records_only(stacks):
    found = 0
    for template in stacks.values():
        for name, policy in template.resources("AWS::IAM::Policy").items():
            for statement in policy["PolicyDocument"]["Statement"]:
                if any(action.startswith("kms:") for action in as_list(statement["Action"])):
                    found += 1

                    through = json.dumps(statement.get("Condition", {}).get("StringEquals", {}).get("kms:ViaService"))
                    assert '"s3.' in through or '"dynamodb.' in through or name.startswith("PipelineRole"), name
    assert found > 8


def test_without_it_nobody_needs_a_key(templates):
    for template in templates.values():
        assert not template.resources("AWS::KMS::Key")
        assert "kms:" not in json.dumps(template.data)
