"""Steps 6 to 8 as the stream calls for them: each change reviewed once, a bad record held against itself alone."""

import io

import pytest

from lambdas.analyze_change import handler as step
from lambdas.shared.aws.change_store import DamagedChangeError
from lambdas.shared.domain.assessment import OFFLINE_REASON
from lambdas.shared.domain.diff import parse_diff
from tests.unit.test_analyze_change import DIFF, _task

DIGEST = "d" * 64  # of the change that the record holds


class FakeReviews:
    """Remembers what was saved; a change that has a review wants no other."""

    def __init__(self):
        self.saved = {}

    def wants_review(self, execution_id, *, of):
        return execution_id not in self.saved and of == DIGEST

    def save_review(self, execution_id, review, *, of):
        assert of == DIGEST
        self.saved[execution_id] = review
        return True


class FakeChanges:
    def __init__(self, damaged=()):
        self._damaged = damaged

    def read_files(self, item):
        if item["execution_id"] in self._damaged:
            raise DamagedChangeError("The diff is cut off.")
        return _task().assessment.captured, parse_diff(DIFF)


@pytest.fixture
def reviews(monkeypatch):
    reviews = FakeReviews()
    monkeypatch.setattr(step, "reviews", lambda: reviews)
    monkeypatch.setattr(step, "changes", FakeChanges)
    monkeypatch.setattr(step, "model", lambda: None)
    monkeypatch.setattr(step, "read_settings", lambda _name: _task(model_id="offline").settings)
    return reviews


def _stream(*execution_ids, digest=DIGEST):
    def image(execution_id):
        values = {"execution_id": execution_id, "item": "EXECUTION", "pipeline_name": "orders"}
        values |= {"created_at": "2026-08-24T06:05:00Z", "diff_sha256": digest}
        return {name: {"S": value} for name, value in values.items()}

    return {
        "Records": [
            {
                "eventID": str(number),
                "eventName": "INSERT",
                "eventSource": "aws:dynamodb",
                "dynamodb": {"NewImage": image(execution_id), "SequenceNumber": str(100 + number)},
            }
            for number, execution_id in enumerate(execution_ids)
        ]
    }


def test_a_captured_change_gets_its_review(reviews, lambda_context):
    answer = step.handler(_stream("e-1"), lambda_context)

    assert answer == {"batchItemFailures": []}
    assert reviews.saved["e-1"].unavailable_reason == OFFLINE_REASON


def test_a_record_that_was_reviewed_already_is_not_reviewed_again(reviews, lambda_context):
    """An approval that opens during the analysis writes to the record, and the stream brings it once more."""
    reviews.saved["e-1"] = first = object()

    step.handler(_stream("e-1"), lambda_context)

    assert reviews.saved["e-1"] is first


def test_a_late_duplicate_of_what_was_captured_before_brings_no_review(reviews, lambda_context):
    """The change was captured anew, and the stream brings that one, too."""
    answer = step.handler(_stream("e-1", digest="0" * 64), lambda_context)

    assert answer == {"batchItemFailures": []}
    assert reviews.saved == {}


def test_a_damaged_change_fails_alone(reviews, lambda_context, monkeypatch):
    monkeypatch.setattr(step, "changes", lambda: FakeChanges(damaged=("e-1",)))

    answer = step.handler(_stream("e-1", "e-2"), lambda_context)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "100"}]}
    assert set(reviews.saved) == {"e-2"}


def test_nothing_of_the_change_is_logged(reviews, lambda_context, monkeypatch):
    log = io.StringIO()
    monkeypatch.setattr(step.logger.registered_handler, "stream", log)

    step.handler(_stream("e-1"), lambda_context)

    logged = log.getvalue()
    assert '"execution_id":"e-1"' in logged
    assert "RETRIES" not in logged
    assert "Ada" not in logged
