"""Whoever changes a record behind its trail is found out."""

from dataclasses import replace

import pytest

from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.approvals import read_approval
from lambdas.shared.domain.tampering import find_tampering
from lambdas.shared.domain.trail import entry_after
from tests.events import recorded
from tests.unit.fake_clock import FakeClock
from tests.unit.fake_records import FakeRecordTable
from tests.unit.sample_briefs import sample_review


@pytest.fixture
def record():
    """Reviewed, and rejected."""
    records = FakeRecordTable()
    reviews = ReviewTable("reviews", records=records, now=FakeClock())
    records.capture("e-1")
    reviews.save_review("e-1", sample_review())
    for name in ("approval_started", "approval_rejected_without_comment"):
        reviews.add_approval(read_approval(recorded(name)), timeout_minutes=10_080)
    return reviews.read("e-1")


def test_a_record_that_nobody_touched_is_sound(record):
    assert find_tampering(record) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"status": "APPROVED"},
        {"decision": "APPROVED"},
        {"decided_by": "arn:aws:iam::111122223333:user/somebody-else"},
        {"review_digest": "0" * 64},
        {"commit_id": "f" * 40},
        {"diff_sha256": "f" * 64},
        {"headline": "Nothing to see here"},
    ],
)
def test_a_changed_attribute_is_named(record, change):
    (name,) = change

    (found,) = find_tampering(replace(record, main={**record.main, **change}))

    assert name in found


def test_a_changed_approval_is_named(record):
    forged = {**record.approvals["a-1"], "status": "APPROVED"}

    (found,) = find_tampering(replace(record, approvals={"a-1": forged}))

    assert "approval a-1" in found


def test_an_approval_that_was_put_in_is_named(record):
    forged = {**record.approvals["a-1"], "action_execution_id": "a-9"}

    (found,) = find_tampering(replace(record, approvals={**record.approvals, "a-9": forged}))

    assert found == "The trail does not tell of approval a-9."


def test_a_trail_that_lost_its_last_entry_is_found(record):
    (found,) = find_tampering(replace(record, trail=record.trail[:-1]))

    assert found.startswith("Entry 4 of the trail")


def test_an_entry_that_was_put_in_is_found(record):
    more = entry_after(record.head, "e-1", at="2026-08-24T06:00:00Z", event="approval decided", details={})

    (found,) = find_tampering(replace(record, trail=(*record.trail, more)))

    assert found.startswith("Entry 5 of the trail")


@pytest.mark.parametrize("errors", [["a"], ["a", "b"], ["a", "a"], ["a", "b", "a"]])
@pytest.mark.parametrize("is_read_at_last", [True, False])
def test_a_change_that_was_read_at_the_second_or_third_attempt_or_never_is_sound(errors, is_read_at_last):
    records, clock = FakeRecordTable(), FakeClock()
    reviews = ReviewTable("reviews", records=records, now=clock)
    for error in errors:
        records.capture("e-1")
        reviews.save_review("e-1", sample_review())
        records.fail_to_capture("e-1", error)
        reviews.amend("e-1", lambda _: Amendment("told", {"note": clock.at}))
        clock.pass_minutes(5)
    if is_read_at_last:
        records.capture("e-1", diff_sha256="e" * 64)
        reviews.save_review("e-1", sample_review())

    record = reviews.read("e-1")

    assert find_tampering(record) == ()
    changed = replace(record, main={**record.main, "commit_id": "0" * 40})
    assert find_tampering(changed) == ("The trail does not tell what the record says of commit_id.",)


@pytest.mark.parametrize("before", ["a failure", "a review"])
def test_an_extraction_that_failed_since_the_last_entry_is_sound(before):
    records = FakeRecordTable()
    reviews = ReviewTable("reviews", records=records, now=FakeClock())
    records.capture("e-1")
    reviews.save_review("e-1", sample_review())
    if before == "a failure":
        records.fail_to_capture("e-1", "The disk is full.")
        reviews.amend("e-1", lambda _: Amendment("told", {"note": "x"}))
    records.fail_to_capture("e-1", "The repository has no commit yet.")

    assert find_tampering(reviews.read("e-1")) == ()


@pytest.mark.parametrize("status", ["FAILED", "CHANGE_CAPTURED"])
def test_after_a_decision_no_extraction_writes(record, status):
    forged = {"status": status, "extraction_error": "The disk is full."}

    found = find_tampering(replace(record, main={**record.main, **forged}))

    assert found == ("The trail does not tell what the record says of status.",)


@pytest.mark.parametrize(
    "change",
    [
        {"trail_hash": "0" * 64},
        {"trail_length": 3},
        {"commit_id": "f" * 40},
        {"diff_sha256": "f" * 64},
        {"base_commit_id": "f" * 40},
        {"status": "APPROVED"},
        {"review_digest": "0" * 64},
    ],
)
def test_what_was_touched_is_still_found_after_the_record_went_on(change):
    records = FakeRecordTable()
    reviews = ReviewTable("reviews", records=records, now=FakeClock())
    records.capture("e-1")
    reviews.save_review("e-1", sample_review())
    reviews.add_approval(read_approval(recorded("approval_started")), timeout_minutes=10_080)
    record = reviews.read("e-1")
    trail = record.trail[:-1] if "trail_length" in change else record.trail  # its last entry is taken away
    main = record.main if "trail_length" in change else {**record.main, **change}
    records.records["e-1"] = replace(record, main=main, trail=trail)

    reviews.add_approval(read_approval(recorded("approval_rejected_without_comment")), timeout_minutes=10_080)

    assert len(reviews.read("e-1").trail) > len(trail)
    found = find_tampering(reviews.read("e-1"))
    assert found or change == {"status": "APPROVED"}  # the status is told from all the rest, and so is right again
