"""Step 9 and the reconciler against DynamoDB, S3, SSM and SES as moto has them; CodePipeline alone is in memory."""

import gzip
import hashlib
import json

import boto3
import pytest
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from lambdas.reconcile.reconciler import Reconciler
from lambdas.shared.aws import sending
from lambdas.shared.aws.parameters import parameters
from lambdas.shared.aws.pipelines_under_review import pipelines_under_review
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.domain import codec
from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.approvals import read_approval
from lambdas.shared.domain.change import CapturedChange
from lambdas.shared.domain.mails import MailKind
from lambdas.shared.domain.status import Status
from tests.aws.reviews_table import BUCKET, TABLE, create_bucket, create_table
from tests.unit.fake_clock import FakeClock
from tests.unit.fake_codepipeline import FakeCodePipeline
from tests.unit.fake_pipelines import FakePipelines
from tests.unit.sample_briefs import DIFF, sample_change, sample_review

_ENVIRONMENT = {
    "REVIEWS_TABLE": TABLE,
    "REVIEWS_BUCKET": BUCKET,
    "SENDER_EMAIL": "reviews@example.com",
    "CONFIGURATION_SET": "reviews",
    "CONSOLE_URL": "https://console.aws.amazon.com",
}
_SETTINGS = {
    "approver_email": "approver@example.com",
    "model_id": "offline",
    "repository_name": "sorting",
    "build": False,
}


@pytest.fixture
def account():
    """An account with the stacks' resources in it."""
    with mock_aws():
        create_table()
        create_bucket()
        boto3.client("sesv2").create_email_identity(EmailIdentity="reviews@example.com")
        boto3.client("ssm").put_parameter(
            Name="/deployment-review/pipelines/sorting", Value=json.dumps(_SETTINGS), Type="String"
        )
        parameters.cache_clear()
        yield
        parameters.cache_clear()


@pytest.fixture
def pipeline():
    pipeline = FakeCodePipeline()
    pipeline.build()
    pipeline.open_approval()
    return pipeline


@pytest.fixture
def clock(monkeypatch, pipeline):
    clock = FakeClock(pipeline.at)
    monkeypatch.setattr(sending, "now", clock)
    return clock


@pytest.fixture
def sender(account, monkeypatch, pipeline, clock):
    pipelines = FakePipelines(pipeline.moments[-1].execution)
    monkeypatch.setattr(sending, "PipelineApi", lambda: pipelines)
    return sending.open_sender(_ENVIRONMENT)


@pytest.fixture
def waiting(sender, pipeline):
    """A change is captured and its approval waits."""
    item = {
        "execution_id": {"S": "e-1"},
        "item": {"S": "EXECUTION"},
        "pipeline_name": {"S": "sorting"},
        "region": {"S": "eu-west-1"},
        "created_at": {"S": "2026-08-24T06:03:00Z"},
        "status": {"S": "CHANGE_CAPTURED"},
        "diff_sha256": {"S": hashlib.sha256(DIFF.encode()).hexdigest()},
        "diff": {"B": gzip.compress(DIFF.encode())},
        "change": {"B": gzip.compress(codec.canonical(codec.to_data(CapturedChange(sample_change()))))},
    }
    boto3.client("dynamodb").put_item(TableName=TABLE, Item=item)
    sender.reviews.add_approval(read_approval(pipeline.moments[-1].event), timeout_minutes=10_080)
    return sender


def _mailbox():
    return ses_backends[DEFAULT_ACCOUNT_ID]["eu-west-1"].sent_messages


def test_the_brief_goes_out_and_its_report_is_kept(waiting):
    waiting.reviews.save_review("e-1", sample_review(evidence=None))

    kind = waiting.send_due("e-1")

    (mail,) = _mailbox()
    record = waiting.reviews.read("e-1")
    report = boto3.client("s3").get_object(Bucket=BUCKET, Key=record.main["report_key"])["Body"].read()
    assert kind is MailKind.FIRST
    assert mail.destinations["ToAddresses"] == ["approver@example.com"]
    assert record.status is Status.AWAITING_APPROVAL
    assert record.main["report_sha256"] == hashlib.sha256(report).hexdigest()
    assert b"No build ran." in report


def test_the_reconciler_writes_and_mails_the_review_that_is_overdue(waiting, clock):
    clock.pass_minutes(30)

    tally, errors = Reconciler(waiting).run()

    assert errors == []
    assert (tally.overdue_reviews, tally.sent_briefs, len(_mailbox())) == (1, 1, 1)
    assert ReviewTable(TABLE, BUCKET).read("e-1").main["is_review_overdue"] is True


def test_the_notice_that_there_is_no_analysis_goes_out_once(sender, pipeline):
    item = {
        "execution_id": "e-1",
        "item": "EXECUTION",
        "pipeline_name": "sorting",
        "region": "eu-west-1",
        "created_at": "2026-08-24T06:03:00Z",
        "status": "FAILED",
        "extraction_error": "The repository has no commit yet.",
    }
    boto3.client("dynamodb").put_item(TableName=TABLE, Item={name: {"S": value} for name, value in item.items()})

    kinds = [sender.send_due("e-1") for _call in range(2)]

    (mail,) = _mailbox()
    (notice,) = sender.reviews.read("e-1").main["notices"].values()
    assert kinds == [MailKind.NOTICE, None]
    assert mail.destinations["ToAddresses"] == ["approver@example.com"]
    assert (notice["mail_status"], notice["mail_attempts"]) == ("SENT", 1)


def test_what_was_deployed_since_is_in_the_report(waiting):
    main = {"base_commit_id": sample_change().base, "baseline_reason": "last_deployed"}
    waiting.reviews.amend("e-1", lambda _record: Amendment("compared", main))
    deployed = {"execution_id": "e-0", "item": "EXECUTION", "commit_id": "a" * 40}
    place = {"deployed_pipeline_name": "sorting", "deployed_at": "2026-08-24T06:04:00Z"}
    boto3.client("dynamodb").put_item(
        TableName=TABLE, Item={name: {"S": value} for name, value in {**deployed, **place}.items()}
    )
    waiting.reviews.save_review("e-1", sample_review(evidence=None))

    waiting.send_due("e-1")

    key = waiting.reviews.read("e-1").main["report_key"]
    report = boto3.client("s3").get_object(Bucket=BUCKET, Key=key)["Body"].read()
    assert b"commit aaaaaaaa was deployed; this brief still compares with" in report


def test_pipelines_under_review_are_those_with_settings(account):
    assert pipelines_under_review() == ("sorting",)


def test_of_a_pipeline_that_its_team_owns_the_brief_does_not_say_that_no_build_ran(waiting):
    own = json.dumps({**_SETTINGS, "approval_action": "Approve"})
    name = "/deployment-review/pipelines/sorting"
    boto3.client("ssm").put_parameter(Name=name, Value=own, Type="String", Overwrite=True)
    parameters.cache_clear()
    waiting.reviews.save_review("e-1", sample_review(evidence=None))

    waiting.send_due("e-1")

    key = waiting.reviews.read("e-1").main["report_key"]
    report = boto3.client("s3").get_object(Bucket=BUCKET, Key=key)["Body"].read().decode()
    assert "Nothing is known here of this pipeline&#39;s own build." in report
    assert "No build ran." not in report
