"""Records as the steps write them."""

from dataclasses import replace

from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.domain.approvals import read_approval
from lambdas.shared.domain.endings import outcome_amendment
from lambdas.shared.domain.outcomes import Outcome, State
from lambdas.shared.domain.review import Review, Risk, Summary
from tests.events import recorded
from tests.unit.fake_clock import FakeClock
from tests.unit.fake_records import FakeRecordTable
from tests.unit.sample_briefs import sample_review

STARTED = "2026-08-24T06:05:07Z"  # of the recorded approvals


def review_with(level, *, headline="Sorting gets quicker"):
    review: Review = sample_review()
    summary = replace(review.summary, headline=headline)
    assert isinstance(summary, Summary)
    return replace(review, risk=Risk(level, review.risk.floor, review.risk.reasons), summary=summary)


def reviewed(records: FakeRecordTable, execution_id: str, *, review=None, **captured) -> ReviewTable:
    """A change that was captured and reviewed."""
    reviews = ReviewTable("reviews", records=records, now=FakeClock("2026-08-24T06:04:00Z"))
    records.capture(execution_id, **captured)
    reviews.save_review(execution_id, review or sample_review())
    return reviews


def waiting(records: FakeRecordTable, execution_id: str, **given) -> ReviewTable:
    reviews = reviewed(records, execution_id, **given)
    opened = replace(read_approval(recorded("approval_started")), execution_id=execution_id)
    reviews.add_approval(opened, timeout_minutes=10_080)
    return reviews


def decided(
    records: FakeRecordTable, execution_id: str, *, event: str, at: str = "", comment="", **given
) -> ReviewTable:
    """`event` is the name of a recorded one."""
    reviews = waiting(records, execution_id, **given)
    approval = replace(read_approval(recorded(event)), execution_id=execution_id)
    approval = replace(approval, decided_by="arn:aws:sts::111122223333:assumed-role/Approver/jane")
    approval = replace(approval, at=at or approval.at, summary=comment or approval.summary)
    reviews.add_approval(approval, timeout_minutes=10_080)
    return reviews


def deployed(records: FakeRecordTable, execution_id: str, *, at="2026-08-24T07:00:00Z", **given) -> ReviewTable:
    reviews = decided(records, execution_id, event="approval_succeeded_with_comment", **given)
    outcome = Outcome(execution_id, "sorting", State.SUCCEEDED, at=at, started_at=STARTED, commit_id="c" * 40)
    reviews.amend(execution_id, lambda record: outcome_amendment(record, outcome))
    return reviews
