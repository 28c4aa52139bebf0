"""What is stored is private, encrypted and kept; what is sent is sent by TLS."""

import pytest


def all_of(templates, kind):
    return {name: each for template in templates.values() for name, each in template.resources(kind).items()}


def test_every_bucket_is_private_and_encrypted(templates):
    for name, bucket in all_of(templates, "AWS::S3::Bucket").items():
        rules = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]

        assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}, name
        assert rules[0]["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256", name
        assert bucket["OwnershipControls"]["Rules"] == [{"ObjectOwnership": "BucketOwnerEnforced"}], name
        assert bucket["LifecycleConfiguration"]["Rules"], name


def test_every_bucket_is_reached_by_tls_only(templates):
    policies = all_of(templates, "AWS::S3::BucketPolicy").values()
    denied = [each for policy in policies for each in policy["PolicyDocument"]["Statement"] if each["Effect"] == "Deny"]

    buckets = all_of(templates, "AWS::S3::Bucket")

    for condition in ({"Bool": {"aws:SecureTransport": "false"}}, {"NumericLessThan": {"s3:TlsVersion": 1.2}}):
        assert len([each for each in denied if each["Condition"] == condition]) == len(buckets)


def test_documents_are_versioned_and_their_readers_logged(review):
    (documents,) = [each for name, each in review.resources("AWS::S3::Bucket").items() if name.startswith("Documents")]

    assert documents["VersioningConfiguration"] == {"Status": "Enabled"}
    assert "AccessLogs" in str(documents["LoggingConfiguration"]["DestinationBucketName"])


def test_the_record_can_be_brought_back_and_cannot_be_deleted_by_mistake(review):
    (table,) = review.resources("AWS::DynamoDB::GlobalTable").values()
    (replica,) = table["Replicas"]

    assert replica["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert replica["DeletionProtectionEnabled"] is True


@pytest.mark.parametrize("kind", ["AWS::DynamoDB::GlobalTable", "AWS::CodeCommit::Repository"])
def test_destroying_the_stacks_keeps_the_records_and_the_code(templates, kind):
    resources = [each for template in templates.values() for each in template.data["Resources"].values()]
    found = [each for each in resources if each["Type"] == kind]

    assert found
    assert {each["DeletionPolicy"] for each in found} <= {"Retain", "RetainExceptOnCreate"}


def test_mail_is_sent_by_tls_only(review):
    (configuration_set,) = review.resources("AWS::SES::ConfigurationSet").values()

    assert configuration_set["DeliveryOptions"]["TlsPolicy"] == "REQUIRE"


def test_the_queue_is_encrypted_and_reached_by_tls_only(review):
    (queue,) = review.resources("AWS::SQS::Queue").values()
    (policy,) = review.resources("AWS::SQS::QueuePolicy").values()

    assert queue["SqsManagedSseEnabled"] is True
    assert {"Bool": {"aws:SecureTransport": "false"}} in [
        each.get("Condition") for each in policy["PolicyDocument"]["Statement"]
    ]
