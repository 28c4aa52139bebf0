"""How a record changes: what is known makes its status, whatever the order; each change is told once in the trail."""

from itertools import permutations

import pytest

from lambdas.shared.aws.record_table import ConflictError
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.approvals import read_approval
from lambdas.shared.domain.endings import outcome_amendment
from lambdas.shared.domain.outcomes import read_outcome
from lambdas.shared.domain.status import Status
from lambdas.shared.domain.tampering import find_tampering
from tests.events import recorded
from tests.unit.fake_clock import FakeClock
from tests.unit.fake_records import FakeRecordTable
from tests.unit.sample_briefs import sample_review


@pytest.fixture
def records():
    return FakeRecordTable()


@pytest.fixture
def clock():
    return FakeClock("2026-08-24T06:04:00Z")


@pytest.fixture
def reviews(records, clock):
    return ReviewTable("reviews", records=records, now=clock)


def _approve(reviews, name, **event):
    return reviews.add_approval(read_approval(recorded(name, **event)), timeout_minutes=10_080)


def _end(reviews, name, **event):
    outcome = read_outcome(recorded(name, **event))
    return reviews.amend(outcome.execution_id, lambda record: outcome_amendment(record, outcome))


def _told(reviews):
    return [entry.event for entry in reviews.read("e-1").trail]


def test_a_review_moves_a_captured_change_on_and_is_told_after_the_capture(records, reviews):
    records.capture("e-1")

    is_news = reviews.save_review("e-1", sample_review())

    record = reviews.read("e-1")
    assert is_news
    assert record.status is Status.REVIEWED
    assert _told(reviews) == ["change captured", "review saved"]
    assert record.trail[1].details["review_digest"] == record.main["review_digest"]
    assert "review" not in record.trail[1].details
    assert find_tampering(record) == ()


def test_a_review_is_wanted_until_it_is_there(records, reviews):
    records.capture("e-1")
    wanted_before = reviews.wants_review("e-1")

    reviews.save_review("e-1", sample_review())

    assert (wanted_before, reviews.wants_review("e-1")) == (True, False)


@pytest.mark.parametrize("minutes", [0, 30])
def test_a_review_that_comes_while_the_approval_waits_becomes_reviewed_which_the_stream_waits_for(
    records, reviews, clock, minutes
):
    records.capture("e-1")
    _approve(reviews, "approval_started")
    clock.pass_minutes(minutes)

    reviews.save_review("e-1", sample_review())

    assert reviews.read("e-1").status is Status.REVIEWED


def test_the_first_review_of_a_change_stays(records, reviews):
    records.capture("e-1")
    reviews.save_review("e-1", sample_review())
    digest = reviews.read("e-1").main["review_digest"]

    is_news = reviews.save_review("e-1", sample_review(notes=("a second opinion",)))

    assert not is_news
    assert reviews.read("e-1").main["review_digest"] == digest


def test_a_change_that_is_captured_anew_gets_a_review_of_its_own(records, reviews):
    records.capture("e-1")
    reviews.save_review("e-1", sample_review())
    digest = reviews.read("e-1").main["review_digest"]
    records.capture("e-1", diff_sha256="e" * 64)

    reviews.save_review("e-1", sample_review(notes=("of the new diff",)))

    assert reviews.read("e-1").main["review_digest"] != digest
    assert reviews.read("e-1").status is Status.REVIEWED
    assert _told(reviews) == ["change captured", "review saved", "change captured", "review saved"]


def test_a_late_review_of_what_was_captured_before_does_not_stand_for_what_was_captured_anew(records, reviews):
    records.capture("e-1")
    records.capture("e-1", diff_sha256="e" * 64)

    is_wanted = reviews.wants_review("e-1", of="d" * 64)
    is_news = reviews.save_review("e-1", sample_review(notes=("of the old diff",)), of="d" * 64)

    assert (is_wanted, is_news) == (False, False)
    assert not reviews.read("e-1").has_review
    assert reviews.wants_review("e-1", of="e" * 64)


def test_a_review_whose_change_is_captured_anew_while_it_is_saved_is_not_saved(records, reviews):
    records.capture("e-1")
    records.before_write.append(lambda: records.capture("e-1", diff_sha256="e" * 64))

    assert not reviews.save_review("e-1", sample_review(), of="d" * 64)
    assert not reviews.read("e-1").has_review


def test_a_review_that_comes_after_the_decision_is_saved_and_leaves_the_status(records, reviews):
    records.capture("e-1")
    _approve(reviews, "approval_started")
    _approve(reviews, "approval_rejected_with_comment")

    reviews.save_review("e-1", sample_review())

    record = reviews.read("e-1")
    assert record.status is Status.REJECTED
    assert record.has_review


def test_a_review_is_saved_whole_and_can_be_read_back(records, reviews):
    records.capture("e-1")
    review = sample_review()

    reviews.save_review("e-1", review)

    assert reviews.read_review(reviews.read_main("e-1")) == review


def test_an_event_that_comes_again_leaves_the_record_as_it_was(records, reviews):
    _approve(reviews, "approval_started")
    _approve(reviews, "approval_succeeded_with_comment")
    before = reviews.read("e-1")

    told_again = [_approve(reviews, "approval_started"), _approve(reviews, "approval_succeeded_with_comment")]

    assert told_again == [False, False]
    assert reviews.read("e-1") == before


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_events_in_any_order_lead_to_the_same_record(records, reviews, order):
    records.capture("e-1")
    events = [
        lambda: reviews.save_review("e-1", sample_review()),
        lambda: _approve(reviews, "approval_started"),
        lambda: _approve(reviews, "approval_succeeded_with_comment"),
        lambda: _end(reviews, "execution_succeeded"),
    ]

    for number in order:
        events[number]()

    record = reviews.read("e-1")
    assert record.status is Status.DEPLOYED
    assert (record.main["decision"], record.main["comment"]) == ("APPROVED", "Checked with the on-call engineer.")
    assert record.main["deployed_pipeline_name"] == "sorting"
    assert record.main["deployed_at"] == "2026-08-24T06:20:30Z"
    assert find_tampering(record) == ()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_failure_after_a_rejection_is_a_rejection_in_any_order(records, reviews, order):
    records.capture("e-1")
    events = [
        lambda: _approve(reviews, "approval_started"),
        lambda: _approve(reviews, "approval_rejected_with_comment"),
        lambda: _end(reviews, "execution_failed"),
    ]

    for number in order:
        events[number]()

    assert reviews.read("e-1").status is Status.REJECTED


@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_a_failure_after_an_approval_is_a_failed_deployment_in_any_order(records, reviews, order):
    records.capture("e-1")
    events = [
        lambda: _approve(reviews, "approval_succeeded_with_comment"),
        lambda: _end(reviews, "execution_failed", time="2026-08-24T06:20:30Z"),
    ]

    for number in order:
        events[number]()

    assert reviews.read("e-1").status is Status.DEPLOY_FAILED


def test_a_rejected_stage_that_is_retried_waits_again_without_the_old_decision(records, reviews):
    records.capture("e-1")
    reviews.save_review("e-1", sample_review())
    _approve(reviews, "approval_started")
    _approve(reviews, "approval_rejected_with_comment")
    _end(reviews, "execution_failed")

    retry = {"action_execution_id": "a-2", "start_time": "2026-08-24T07:00:00.000Z"}
    _approve(reviews, "approval_started", time="2026-08-24T07:00:00Z", **retry)

    record = reviews.read("e-1")
    assert record.status is Status.AWAITING_APPROVAL
    assert "decision" not in record.main
    assert record.approvals["a-1"]["status"] == "REJECTED"
    assert record.waiting_approval["action_execution_id"] == "a-2"
    removed = {"decision", "decided_at", "comment", "action_execution_id", "ended_at"}
    assert set(record.trail[-1].details["removed"]) == removed


def test_the_decision_of_an_old_approval_does_not_decide_the_new_one(records, reviews):
    records.capture("e-1")
    retry = {"action_execution_id": "a-2", "start_time": "2026-08-24T07:00:00.000Z"}
    _approve(reviews, "approval_started", time="2026-08-24T07:00:00Z", **retry)

    _approve(reviews, "approval_rejected_with_comment")

    assert reviews.read("e-1").status is Status.AWAITING_APPROVAL
    assert "decision" not in reviews.read("e-1").main


def test_a_change_captured_after_a_failure_means_that_the_stage_was_retried(records, reviews, clock):
    records.capture("e-1")
    _end(reviews, "execution_failed")
    clock.pass_minutes(30)
    records.capture("e-1")

    reviews.save_review("e-1", sample_review())

    assert reviews.read("e-1").status is Status.REVIEWED
    assert not _end(reviews, "execution_failed")


def test_an_execution_that_nobody_wrote_about_gets_a_record_of_its_own(reviews):
    _approve(reviews, "approval_started")

    main = reviews.read("e-1").main
    assert main["status"] == "AWAITING_APPROVAL"
    assert main["created_at"] == "2026-08-24T06:05:07Z"
    assert (main["pipeline_name"], main["region"], main["account_id"]) == ("sorting", "eu-west-1", "111122223333")


def test_who_loses_against_another_writer_reads_again_and_keeps_both(records, reviews):
    records.capture("e-1")
    records.before_write = [lambda: _approve(reviews, "approval_started")]

    reviews.save_review("e-1", sample_review())

    record = reviews.read("e-1")
    assert record.status is Status.REVIEWED
    assert record.waiting_approval
    assert _told(reviews) == ["change captured", "approval opened", "review saved"]
    assert find_tampering(record) == ()


def test_extraction_which_writes_without_a_trail_is_not_overwritten(records, reviews):
    records.capture("e-1")
    records.before_write = [lambda: records.capture("e-1", diff_sha256="e" * 64)]

    reviews.save_review("e-1", sample_review())

    assert reviews.read("e-1").main["reviewed_diff_sha256"] == "e" * 64


def test_who_never_gets_a_turn_says_so(records, reviews, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    records.capture("e-1")
    changes = iter(range(100))
    records.before_write = [lambda: records.capture("e-1", diff_sha256=f"{next(changes):064}") for _ in range(20)]

    with pytest.raises(ConflictError):
        reviews.save_review("e-1", sample_review())


def test_an_amendment_of_what_is_true_already_is_not_written(records, reviews):
    records.capture("e-1")
    amendment = Amendment("noted", {"outcome_summary": "fine"})

    written = [reviews.amend("e-1", lambda _: amendment) for _ in range(2)]

    assert written == [True, False]
