"""The record in DynamoDB: written all or nothing, and only over what was read."""

import random
from dataclasses import replace

import pytest
from moto import mock_aws

from lambdas.shared.aws.record_table import ConflictError, RecordTable
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.domain.amendment import Amendment, work_out
from lambdas.shared.domain.approvals import read_approval
from lambdas.shared.domain.endings import outcome_amendment
from lambdas.shared.domain.outcomes import read_outcome
from lambdas.shared.domain.production import Deployed
from lambdas.shared.domain.review import TamperedReviewError
from lambdas.shared.domain.status import Status
from lambdas.shared.domain.tampering import find_tampering
from tests.aws.reviews_table import BUCKET, TABLE, create_bucket, create_table
from tests.events import recorded
from tests.unit.sample_briefs import sample_review

_AT = "2026-08-24T06:04:00Z"


@pytest.fixture
def client():
    with mock_aws():
        yield create_table()


@pytest.fixture
def bucket(client):
    return create_bucket()


@pytest.fixture
def reviews(client, bucket):
    return ReviewTable(TABLE, BUCKET)


def _capture(client, execution_id="e-1", **attributes):
    """What extraction writes."""
    texts = {
        "pipeline_name": "sorting",
        "created_at": "2026-08-24T06:03:00Z",
        "status": "CHANGE_CAPTURED",
        "diff_sha256": "d" * 64,
        "region": "eu-west-1",
        **attributes,
    }
    item = {name: {"S": value} for name, value in texts.items()}
    key = {"execution_id": {"S": execution_id}, "item": {"S": "EXECUTION"}}
    client.put_item(TableName=TABLE, Item={**item, **key, "change": {"B": b"change"}, "build_number": {"N": "7"}})


def _approve(reviews, name):
    return reviews.add_approval(read_approval(recorded(name)), timeout_minutes=10_080)


def test_a_life_of_a_record_is_kept_in_full(client, reviews):
    _capture(client)
    reviews.save_review("e-1", sample_review())
    _approve(reviews, "approval_started")
    _approve(reviews, "approval_succeeded_with_comment")
    outcome = read_outcome(recorded("execution_succeeded"))
    reviews.amend("e-1", lambda record: outcome_amendment(record, outcome))

    record = reviews.read("e-1")
    assert record.status is Status.DEPLOYED
    assert [entry.event for entry in record.trail] == [
        "change captured",
        "review saved",
        "approval opened",
        "approval decided",
        "execution succeeded",
    ]
    assert find_tampering(record) == ()
    assert record.main["build_number"] == 7
    assert reviews.read_main("e-1")["change"] == b"change"


def test_what_is_told_again_is_not_written(client, reviews):
    _capture(client)

    written = [_approve(reviews, "approval_started") for _ in range(3)]

    assert written == [True, False, False]
    assert len(reviews.read("e-1").trail) == 2


def test_a_record_that_changed_meanwhile_is_not_overwritten(client):
    records = RecordTable(TABLE)
    _capture(client)
    stale = records.read("e-1")
    writing = work_out(stale, Amendment("noted", {"outcome_summary": "first"}), at=_AT)
    records.write(stale, writing)

    with pytest.raises(ConflictError):
        records.write(stale, work_out(stale, Amendment("noted", {"outcome_summary": "second"}), at=_AT))

    assert records.read("e-1").main["outcome_summary"] == "first"
    assert len(records.read("e-1").trail) == 2


@pytest.mark.parametrize("written", [{"diff_sha256": "e" * 64}, {"extraction_error": "The disk is full."}])
def test_extraction_that_wrote_meanwhile_is_not_overwritten(client, written):
    records = RecordTable(TABLE)
    _capture(client)
    stale = records.read("e-1")
    _capture(client, **written)

    with pytest.raises(ConflictError):
        records.write(stale, work_out(stale, Amendment("noted", {"outcome_summary": "late"}), at=_AT))


def test_attributes_that_do_not_hold_any_more_are_removed(client, reviews):
    _capture(client)
    _approve(reviews, "approval_rejected_with_comment")
    retried = replace(
        read_approval(recorded("approval_started")), action_execution_id="a-2", started_at="2026-08-24T07:00:00Z"
    )

    reviews.add_approval(retried, timeout_minutes=10_080)

    assert "decision" not in reviews.read("e-1").main
    assert reviews.read("e-1").approvals["a-1"]["status"] == "REJECTED"


def test_a_review_is_read_back_as_it_was_saved(client, reviews, bucket):
    _capture(client)

    reviews.save_review("e-1", sample_review())

    assert reviews.read_review(reviews.read_main("e-1")) == sample_review()
    assert "Contents" not in bucket.list_objects_v2(Bucket=BUCKET)


def _large_review():
    """Too large for an item even when compressed."""
    noise = random.Random(7)  # noqa: S311 -- text that does not compress
    return sample_review(notes=tuple(f"{noise.getrandbits(4096):x}" for _ in range(200)))


def test_a_review_too_large_for_an_item_is_kept_beside_it(client, reviews, bucket):
    _capture(client)
    review = _large_review()

    reviews.save_review("e-1", review)

    main = reviews.read_main("e-1")
    assert "review" not in main
    assert main["review_key"] == f"reviews/sorting/e-1/{main['review_digest']}.json.gz"
    assert reviews.read_review(main) == review


def test_a_small_review_in_the_place_of_a_large_one_is_the_one_that_is_read(client, reviews):
    _capture(client)
    reviews.save_review("e-1", _large_review())
    replaced = reviews.read("e-1").main["review_digest"]

    reviews.add_evidence("e-1", sample_review(), replaces=replaced)

    assert reviews.read_review(reviews.read_main("e-1")) == sample_review()


def test_a_review_that_was_tampered_with_is_not_read(client, reviews, bucket):
    _capture(client)
    reviews.save_review("e-1", sample_review())
    other = ReviewTable(TABLE, BUCKET)
    _capture(client, execution_id="e-2")
    other.save_review("e-2", sample_review(notes=("forged",)))

    forged = {**reviews.read_main("e-1"), "review": reviews.read_main("e-2")["review"]}

    with pytest.raises(TamperedReviewError):
        reviews.read_review(forged)


def test_what_waits_and_what_a_pipeline_did_lately_is_found(client, reviews):
    _capture(client, "e-1", created_at="2026-08-24T06:00:00Z")
    _capture(client, "e-2", created_at="2026-08-24T07:00:00Z")
    _capture(client, "e-3", created_at="2026-08-24T08:00:00Z", pipeline_name="other")

    waiting = [row["execution_id"] for row in reviews.with_status(Status.CHANGE_CAPTURED)]
    lately = [row["execution_id"] for row in reviews.of_pipeline("sorting")]

    assert waiting == ["e-1", "e-2", "e-3"]
    assert lately == ["e-2", "e-1"]


def test_a_large_review_in_the_place_of_a_small_one_is_the_one_that_is_read(client, reviews):
    _capture(client)
    reviews.save_review("e-1", sample_review())
    replaced = reviews.read("e-1").main["review_digest"]

    reviews.add_evidence("e-1", _large_review(), replaces=replaced)

    assert reviews.read_review(reviews.read_main("e-1")) == _large_review()


def test_the_newest_deployment_of_a_pipeline_is_what_it_has_in_production(client, reviews):
    for execution_id, pipeline_name, day in (("e-1", "sorting", 1), ("e-2", "sorting", 3), ("e-3", "other", 5)):
        at = f"2026-08-0{day}T00:00:00Z"
        _capture(
            client,
            execution_id,
            commit_id=execution_id * 10,
            deployed_pipeline_name=pipeline_name,
            deployed_at=at,
            status="DEPLOYED",
        )

    assert reviews.newest_deployed("sorting") == Deployed("e-2" * 10, "2026-08-03T00:00:00Z")
    assert reviews.newest_deployed("unknown") is None


def test_a_baseline_that_an_operator_declared_is_in_production_too(client, reviews):
    item = {
        "execution_id": "baseline/sorting",
        "item": "BASELINE",
        "pipeline_name": "sorting",
        "deployed_pipeline_name": "sorting",
        "deployed_at": "2026-08-04T00:00:00Z",
        "commit_id": "c" * 40,
    }
    client.put_item(TableName=TABLE, Item={name: {"S": value} for name, value in item.items()})

    assert reviews.newest_deployed("sorting") == Deployed("c" * 40, "2026-08-04T00:00:00Z", is_declared=True)


def test_executions_are_told_by_status_in_either_order(client, reviews):
    for day in (1, 2, 3):
        _capture(client, f"e-{day}", status="FAILED", created_at=f"2026-08-0{day}T00:00:00Z")

    oldest, newest = (
        [row["execution_id"] for row in reviews.with_status(Status.FAILED, newest_first=newest_first)]
        for newest_first in (False, True)
    )

    assert oldest == ["e-1", "e-2", "e-3"]
    assert newest == oldest[::-1]
