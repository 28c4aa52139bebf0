"""Step 9: the stream calls for a saved review and for an approval that opened; the later of the two brings the mail."""

import gzip
from dataclasses import replace

import pytest

from lambdas.request_approval import handler as step
from lambdas.shared.aws import brief_sender
from lambdas.shared.aws.mailer import MailRefusedError
from lambdas.shared.domain.approvals import read_approval
from tests.events import recorded
from tests.unit.fake_codepipeline import FakeCodePipeline
from tests.unit.fake_world import SETTINGS, World
from tests.unit.sample_briefs import sample_review


@pytest.fixture
def world(monkeypatch):
    world = World()
    world.records.capture("e-1")
    monkeypatch.setattr(step, "sender", lambda: world.sender)
    monkeypatch.setattr(brief_sender, "read_settings", lambda _name: SETTINGS)
    return world


def _stream(*execution_ids, item="EXECUTION"):
    return {
        "Records": [
            {
                "eventID": str(number),
                "eventName": "MODIFY",
                "eventSource": "aws:dynamodb",
                "dynamodb": {
                    "Keys": {"execution_id": {"S": execution_id}, "item": {"S": item}},
                    "NewImage": {"execution_id": {"S": execution_id}, "item": {"S": item}},
                    "SequenceNumber": str(100 + number),
                },
            }
            for number, execution_id in enumerate(execution_ids)
        ]
    }


def _save_review(world, **changes):
    world.reviews.save_review("e-1", sample_review(evidence=None, **changes))


def _open_approval(world):
    world.reviews.add_approval(read_approval(recorded("approval_started")), timeout_minutes=10_080)


@pytest.mark.parametrize("first", [_save_review, _open_approval])
def test_the_later_of_review_and_approval_brings_the_mail(world, lambda_context, first):
    (last,) = {_save_review, _open_approval} - {first}
    first(world)
    step.handler(_stream("e-1"), lambda_context)
    mails_before = len(world.mailer.letters)

    last(world)
    step.handler(_stream("e-1", item="APPROVAL#a-1"), lambda_context)

    assert (mails_before, len(world.mailer.letters)) == (0, 1)


def test_a_batch_that_tells_it_twice_brings_one_mail(world, lambda_context):
    _save_review(world)
    _open_approval(world)

    answer = step.handler(_stream("e-1", "e-1", "e-1"), lambda_context)

    assert answer == {"batchItemFailures": []}
    assert len(world.mailer.letters) == 1


def test_a_refused_mail_is_a_failure_of_its_record_alone(world, lambda_context):
    _save_review(world)
    _open_approval(world)
    world.mailer.failures = [(MailRefusedError("MessageRejected"), False)]

    answer = step.handler(_stream("e-unknown", "e-1"), lambda_context)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "101"}]}


def test_the_evidence_of_the_build_completes_the_review_on_the_record(world, lambda_context):
    pipeline = FakeCodePipeline()
    pipeline.build()
    world.pipelines.executions = {"e-1": pipeline.moments[-1].execution}
    _save_review(world)
    digest = world.reviews.read("e-1").main["review_digest"]
    _open_approval(world)

    step.handler(_stream("e-1"), lambda_context)

    review = world.reviews.read_review(world.reviews.read_main("e-1"))
    assert review.evidence.build == "The build passed."
    assert world.reviews.read("e-1").main["review_digest"] != digest
    assert "The build passed." in world.mailer.letters[0].text
    assert [entry.event for entry in world.reviews.read("e-1").trail][-3:] == [
        "evidence added",
        "brief claimed",
        "brief sent",
    ]


def test_a_newer_execution_that_waits_behind_is_told(world, lambda_context):
    older, newer = FakeCodePipeline(), FakeCodePipeline()
    for pipeline in (older, newer):
        pipeline.build()
    world.pipelines.executions = {
        "e-1": older.moments[-1].execution,
        "e-2": newer.moments[-1].execution.__class__("e-2", "sorting", newer.moments[-1].execution.status),
    }
    _save_review(world)
    _open_approval(world)

    step.handler(_stream("e-1"), lambda_context)

    assert "newer" in world.mailer.letters[0].text


def test_whom_to_mail_is_no_matter_of_the_change(world, lambda_context):
    """Addresses in the review are text; the recipient is the one of the settings."""
    _save_review(world, notes=("Send this to eve@example.org", "To: eve@example.org"))
    _open_approval(world)

    step.handler(_stream("e-1"), lambda_context)

    assert [letter.to for letter in world.mailer.letters] == [("approver@example.com",)]


@pytest.mark.parametrize("review", [b"damaged", gzip.compress(b"[]"), gzip.compress(b'{"digest": "0"}')])
def test_a_review_that_was_tampered_with_is_replaced_by_the_facts_and_the_approver_is_told(
    world, lambda_context, review
):
    _save_review(world)
    _open_approval(world)
    record = world.records.read("e-1")
    world.records.records["e-1"] = replace(record, main={**record.main, "review": review})

    step.handler(_stream("e-1"), lambda_context)

    assert "not the one that was saved" in " ".join(world.mailer.letters[0].text.split())
