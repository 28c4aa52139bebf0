"""Records of the first release are read by whatever reads records, and go on as if this release had begun them."""

import json

import pytest
from moto import mock_aws

from lambdas.shared.aws import brief_sender, observer
from lambdas.shared.aws.brief_sender import BriefSender
from lambdas.shared.aws.brief_writer import BriefWriter
from lambdas.shared.aws.change_store import ChangeStore
from lambdas.shared.aws.observer import Observer
from lambdas.shared.aws.push_table import PushTable
from lambdas.shared.aws.record_table import RecordTable
from lambdas.shared.aws.report_store import ReportStore
from lambdas.shared.aws.review_store import ReviewStore
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.domain import codec
from lambdas.shared.domain.approvals import read_approval
from lambdas.shared.domain.attempts import MailKind
from lambdas.shared.domain.record import SCHEMA_VERSION
from lambdas.shared.domain.settings import PipelineSettings
from lambdas.shared.domain.status import Status
from lambdas.shared.domain.trail import find_break
from ops.anchors import Anchors
from ops.documents import StoredDocuments
from ops.verification import verify
from tests.aws.reviews_table import BUCKET, TABLE, create_bucket, create_table
from tests.events import recorded
from tests.records import release
from tests.unit.fake_clock import FakeClock
from tests.unit.fake_pipelines import FakePipelines
from tests.unit.fake_world import SETTINGS, FakeEvidence, FakeMailer

ITEMS, OBJECTS = release("1.0")
STATUSES = {item["execution_id"]["S"]: item["status"]["S"] for item in ITEMS if item["item"]["S"] == "EXECUTION"}
REVIEWED = [id_ for id_ in STATUSES if any(i["execution_id"]["S"] == id_ and "review_digest" in i for i in ITEMS)]
OF_A_SETTINGS_PARAMETER = """{"approval_timeout_minutes": 10080, "approver_email": "approver@example.com",
 "build": true, "escalation_email": null, "fallback_model_ids": ["global.anthropic.claude-haiku-5-5"],
 "guardrail": null, "language": "English", "max_cost_usd": 1.0, "model_id": "offline", "repository_name": "sorting"}"""


class Upgraded:
    """This release over the records of the first."""

    def __init__(self):
        client, bucket = create_table(), create_bucket()
        for item in ITEMS:
            client.put_item(TableName=TABLE, Item=item)
        for key, body in OBJECTS.items():
            bucket.put_object(Bucket=BUCKET, Key=key, Body=body)
        self.clock = FakeClock("2026-08-24T06:10:00Z")
        self.records, self.reviews = RecordTable(TABLE), ReviewTable(TABLE, BUCKET, now=self.clock)
        self.pipelines, self.mailer = FakePipelines(), FakeMailer()
        writer = BriefWriter(
            self.reviews,
            ChangeStore(BUCKET),
            self.pipelines,
            FakeEvidence(),
            PushTable(TABLE),
            "https://console.aws.amazon.com",
        )
        self.sender = BriefSender(self.reviews, writer, ReportStore(BUCKET), self.mailer, self.clock)

    def verdict(self, execution_id):
        documents = StoredDocuments(self.records, ReviewStore(BUCKET), ChangeStore(BUCKET), ReportStore(BUCKET))
        return verify(execution_id, self.reviews.read, documents, Anchors(self.pipelines))


@pytest.fixture
def upgraded(monkeypatch):
    for module in (brief_sender, observer):
        monkeypatch.setattr(module, "read_settings", lambda _name: SETTINGS)
    with mock_aws():
        yield Upgraded()


def test_the_records_are_of_every_kind_that_there_was():
    assert set(STATUSES.values()) >= {
        *("CHANGE_CAPTURED", "REVIEWED", "AWAITING_APPROVAL", "REJECTED", "EXPIRED"),
        *("DEPLOYED", "DEPLOY_FAILED", "FAILED"),
    }
    assert {item["schema_version"]["N"] for item in ITEMS if item["item"]["S"] == "EXECUTION"} == {"1"}
    assert SCHEMA_VERSION == 1, "a new version needs a migration, and records of this one beside those of the first"


@pytest.mark.parametrize("execution_id", STATUSES)
def test_a_record_is_read_and_its_trail_is_whole(upgraded, execution_id):
    record = upgraded.reviews.read(execution_id)

    assert record.status == STATUSES[execution_id]
    assert find_break(record.trail, length=len(record.trail), head=record.main.get("trail_hash", "")) is None


@pytest.mark.parametrize("execution_id", REVIEWED)
def test_a_review_is_read_with_the_digest_that_it_was_saved_with(upgraded, execution_id):
    main = upgraded.reviews.read_main(execution_id)

    review = upgraded.reviews.read_review(main)

    assert review.to_data()["digest"] == main["review_digest"]


@pytest.mark.parametrize("execution_id", STATUSES)
def test_an_operator_finds_the_record_as_it_was_written(upgraded, execution_id):
    assert upgraded.verdict(execution_id).problems == ()


def test_a_waiting_approval_is_reminded_of_decided_and_deployed(upgraded):
    upgraded.clock.at = "2026-08-30T00:00:00Z"
    event = recorded("approval_succeeded_with_comment", time="2026-08-30T01:00:00Z", action_execution_id="a-1")
    event["detail"]["execution-id"] = "e-waiting"

    kind = upgraded.sender.send_due("e-waiting")
    upgraded.reviews.add_approval(read_approval(event, account_id="111122223333"), timeout_minutes=10_080, required=1)

    assert kind in {MailKind.REMINDER, MailKind.LAST_REMINDER}
    assert upgraded.mailer.letters[0].report
    assert upgraded.reviews.read("e-waiting").status is Status.APPROVED
    assert upgraded.verdict("e-waiting").problems == ()


def test_a_review_without_an_approval_yet_is_mailed_when_one_opens(upgraded):
    event = recorded("approval_started", action_execution_id="a-9")
    event["detail"]["execution-id"] = "e-reviewed"
    upgraded.reviews.add_approval(read_approval(event, account_id="111122223333"), timeout_minutes=10_080, required=1)

    assert upgraded.sender.send_due("e-reviewed") is MailKind.FIRST
    assert upgraded.verdict("e-reviewed").problems == ()


def test_what_was_deployed_then_is_the_baseline_now(upgraded):
    deployed = upgraded.reviews.newest_deployed("sorting")

    assert deployed.commit_id == upgraded.reviews.read("e-deployed").main["commit_id"]


def test_a_record_that_codepipeline_forgot_ends_with_its_trail_whole(upgraded):
    Observer(upgraded.reviews, upgraded.pipelines).check("sorting", "e-overdue", now="2026-09-24T06:00:00Z")

    assert upgraded.reviews.read("e-overdue").status is Status.STOPPED
    assert upgraded.verdict("e-overdue").problems == ()


def test_settings_that_the_first_release_wrote_are_read():
    settings = codec.from_data(PipelineSettings, json.loads(OF_A_SETTINGS_PARAMETER))

    assert settings.approval_timeout_minutes == 10_080
    assert settings.asks("Approve")
