"""All items and documents of a record are kept equally long, and as long as a legal hold lasts."""

import pytest
from click.testing import CliRunner
from moto import mock_aws

from lambdas.shared.aws.record_table import RecordTable
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.domain.approvals import read_approval
from lambdas.shared.domain.retention import NEVER
from lambdas.shared.domain.tampering import find_tampering
from ops import options
from ops.aws.identity import Identity
from ops.aws.installation import Installation
from ops.cli import review
from ops.executions import Executions
from ops.workplace import Workplace
from tests.aws.reviews_table import BUCKET, TABLE, create_bucket, create_table
from tests.events import recorded
from tests.unit.sample_briefs import sample_review

EXPIRES_ON = 1_800_000_000
KEY = "reports/sorting/e-1/report.html"


@pytest.fixture
def client():
    with mock_aws():
        yield create_table()


@pytest.fixture
def bucket(client):
    s3 = create_bucket()
    s3.put_object(Bucket=BUCKET, Key=KEY, Body=b"report", Tagging="retention=expires")
    return s3


@pytest.fixture
def record(client, bucket):
    """Reviewed and waiting, of a change that was captured with a retention."""
    texts = {"status": "CHANGE_CAPTURED", "pipeline_name": "sorting", "created_at": "2026-08-24T06:03:00Z"}
    item = {name: {"S": value} for name, value in {**texts, "diff_sha256": "d" * 64, "report_key": KEY}.items()}
    key = {"execution_id": {"S": "e-1"}, "item": {"S": "EXECUTION"}}
    client.put_item(TableName=TABLE, Item={**item, **key, "expires_on": {"N": str(EXPIRES_ON)}})
    reviews = ReviewTable(TABLE, BUCKET)
    reviews.save_review("e-1", sample_review())
    reviews.add_approval(read_approval(recorded("approval_started")), timeout_minutes=10_080)
    return lambda: reviews.read("e-1")


@pytest.fixture
def review_command(record, monkeypatch):
    """`./review` against the tables of this test."""

    class Here(Workplace):
        installation = Installation(
            region="eu-west-1",
            table=TABLE,
            documents=BUCKET,
            failed_events="failed-events",
            sender="review@example.com",
            undelivered="https://sqs/undelivered",
            console_url="https://console.aws.amazon.com",
        )
        caller = Identity("111122223333", "eu-west-1", "arn:aws:iam::111122223333:user/auditor")
        executions = Executions(RecordTable(TABLE), dict)

    monkeypatch.setattr(options, "Workplace", Here)
    return lambda *arguments: CliRunner().invoke(review, arguments)


def expiries(client):
    items = client.scan(TableName=TABLE)["Items"]
    return {item["item"]["S"]: int(item["expires_on"]["N"]) for item in items if "expires_on" in item}, len(items)


def tags(bucket):
    return bucket.get_object_tagging(Bucket=BUCKET, Key=KEY)["TagSet"]


def test_what_is_written_later_expires_with_the_record(client, record):
    found, items = expiries(client)

    assert items >= 4
    assert list(found.values()) == [EXPIRES_ON] * items
    assert find_tampering(record()) == ()


def test_a_hold_keeps_everything_and_what_is_written_during_it(client, bucket, record, review_command):
    held = review_command("hold", "e-1", "--reason", "Case 7")
    ReviewTable(TABLE).add_approval(read_approval(recorded("approval_succeeded_with_comment")), timeout_minutes=10_080)

    found, items = expiries(client)
    assert held.exit_code == 0, held.output
    assert list(found.values()) == [NEVER] * items
    assert tags(bucket) == [{"Key": "retention", "Value": "held"}]
    assert (record().main["legal_hold"], record().main["held_by"]) == (
        "Case 7",
        "arn:aws:iam::111122223333:user/auditor",
    )
    assert find_tampering(record()) == ()


def test_a_release_brings_back_what_was(client, bucket, record, review_command):
    review_command("hold", "e-1", "--reason", "Case 7")

    released = review_command("release", "e-1")

    found, items = expiries(client)
    assert released.exit_code == 0, released.output
    assert list(found.values()) == [EXPIRES_ON] * items
    assert tags(bucket) == [{"Key": "retention", "Value": "expires"}]
    assert "legal_hold" not in record().main
    assert [entry.event for entry in record().trail][-2:] == ["legal hold placed", "legal hold released"]
    assert find_tampering(record()) == ()


def test_a_record_that_never_expired_is_held_and_released_just_so(client, record, review_command):
    RecordTable(TABLE).keep_until("e-1", None)
    review_command("hold", "e-1", "--reason", "Case 7")

    review_command("release", "e-1")

    assert expiries(client)[0] == {}


@pytest.mark.parametrize(
    ("commands", "sentence"),
    [
        ([["release", "e-1"]], "is not on legal hold"),
        ([["hold", "e-1", "--reason", "a"], ["hold", "e-1", "--reason", "b"]], "is on legal hold already"),
        ([["hold", "e-1", "--reason", " "]], "A reason has 1 to 200 characters"),
    ],
)
def test_what_makes_no_sense_is_said_in_a_sentence(record, review_command, commands, sentence):
    said = [review_command(*arguments) for arguments in commands][-1]

    assert said.exit_code != 0
    assert sentence in " ".join(said.output.split())
