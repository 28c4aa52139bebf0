"""Step 9: the stream calls for a saved review and for an approval that opened; the later of the two brings the mail."""

import gzip
from dataclasses import replace

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from lambdas.request_approval import handler as step
from lambdas.shared.aws import brief_sender
from lambdas.shared.aws.mailer import MailRefusedError
from lambdas.shared.aws.push_table import UnreadPushesError
from lambdas.shared.domain.approvals import read_approval
from lambdas.shared.domain.execution import Execution, ExecutionStatus
from lambdas.shared.domain.segregation import Push
from tests.events import recorded
from tests.unit.fake_codepipeline import FakeCodePipeline
from tests.unit.fake_world import SETTINGS, SILENT_ANNOUNCER, World
from tests.unit.sample_briefs import BASE, HEAD, sample_change, sample_review


@pytest.fixture
def world(monkeypatch):
    world = World()
    world.records.capture("e-1")
    monkeypatch.setattr(step, "sender", lambda: world.sender)
    monkeypatch.setattr(step, "announcer", lambda: SILENT_ANNOUNCER)
    monkeypatch.setattr(brief_sender, "read_settings", lambda _name: SETTINGS)
    return world


def stream(*execution_ids, item="EXECUTION"):
    return {
        "Records": [
            {
                "eventID": str(number),
                "eventName": "MODIFY",
                "eventSource": "aws:dynamodb",
                "dynamodb": {
                    "Keys": {"execution_id": {"S": execution_id}, "item": {"S": item}},
                    "NewImage": {
                        "execution_id": {"S": execution_id},
                        "item": {"S": item},
                        "pipeline_name": {"S": "sorting"},
                    },
                    "SequenceNumber": str(100 + number),
                },
            }
            for number, execution_id in enumerate(execution_ids)
        ]
    }


def _words(text):
    return " ".join(text.split())


def _save_review(world, **changes):
    world.reviews.save_review("e-1", sample_review(evidence=None, **changes))


def _open_approval(world):
    world.reviews.add_approval(read_approval(recorded("approval_started")), timeout_minutes=10_080)


@pytest.mark.parametrize("first", [_save_review, _open_approval])
def test_the_later_of_review_and_approval_brings_the_mail(world, lambda_context, first):
    (last,) = {_save_review, _open_approval} - {first}
    first(world)
    step.handler(stream("e-1"), lambda_context)
    mails_before = len(world.mailer.letters)

    last(world)
    step.handler(stream("e-1", item="APPROVAL#a-1"), lambda_context)

    assert (mails_before, len(world.mailer.letters)) == (0, 1)


def test_a_batch_that_tells_it_twice_brings_one_mail(world, lambda_context):
    _save_review(world)
    _open_approval(world)

    answer = step.handler(stream("e-1", "e-1", "e-1"), lambda_context)

    assert answer == {"batchItemFailures": []}
    assert len(world.mailer.letters) == 1


def test_a_refused_mail_is_a_failure_of_its_record_alone(world, lambda_context):
    _save_review(world)
    _open_approval(world)
    world.mailer.failures = [(MailRefusedError("SendingPausedException"), False)]

    answer = step.handler(stream("e-unknown", "e-1"), lambda_context)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "101"}]}


def test_the_evidence_of_the_build_completes_the_review_on_the_record(world, lambda_context):
    pipeline = FakeCodePipeline()
    pipeline.build()
    world.pipelines.executions = {"e-1": pipeline.moments[-1].execution}
    _save_review(world)
    digest = world.reviews.read("e-1").main["review_digest"]
    _open_approval(world)

    step.handler(stream("e-1"), lambda_context)

    review = world.reviews.read_review(world.reviews.read_main("e-1"))
    assert review.evidence.build == "The build passed."
    assert world.reviews.read("e-1").main["review_digest"] != digest
    assert "The build passed." in world.mailer.letters[0].text
    assert [entry.event for entry in world.reviews.read("e-1").trail][-3:] == [
        "evidence added",
        "brief claimed",
        "brief sent",
    ]


_NEWER = "A newer change is waiting behind this one."


@pytest.mark.parametrize(
    ("status", "is_told"),
    [
        (ExecutionStatus.IN_PROGRESS, True),
        (ExecutionStatus.STOPPING, True),
        (ExecutionStatus.FAILED, False),
        (ExecutionStatus.STOPPED, False),
        (ExecutionStatus.SUCCEEDED, False),
    ],
)
def test_a_newer_execution_that_waits_behind_is_told(world, lambda_context, status, is_told):
    this = FakeCodePipeline()
    this.build()
    world.pipelines.executions = {
        "e-1": this.moments[-1].execution,
        "e-2": Execution("e-2", "sorting", status),
    }
    _save_review(world)
    _open_approval(world)

    step.handler(stream("e-1"), lambda_context)

    assert (_NEWER in _words(world.mailer.letters[0].text)) is is_told


def test_an_older_execution_that_still_runs_is_not_behind_this_one(world, lambda_context):
    this = FakeCodePipeline()
    this.build()
    world.pipelines.executions = {
        "e-0": Execution("e-0", "sorting", ExecutionStatus.IN_PROGRESS),
        "e-1": this.moments[-1].execution,
    }
    _save_review(world)
    _open_approval(world)

    step.handler(stream("e-1"), lambda_context)

    assert _NEWER not in _words(world.mailer.letters[0].text)


_GRACE = "arn:aws:sts::111122223333:assumed-role/Developers/grace"


@pytest.fixture
def in_codecommit(world, monkeypatch):
    """Settings of a pipeline whose pushes are kept."""
    monkeypatch.setattr(brief_sender, "read_settings", lambda _name: replace(SETTINGS, codecommit=True))
    world.pushes.kept = [Push(HEAD, _GRACE)]
    return world


def test_the_brief_tells_who_pushed(in_codecommit, lambda_context):
    assert "Pushed by: grace Written by: Ada Lovelace" in _brief_of(in_codecommit, lambda_context)


def test_a_push_that_is_not_told_yet_is_not_waited_for(in_codecommit, lambda_context):
    in_codecommit.pushes.kept = []

    text = _brief_of(in_codecommit, lambda_context)

    assert "Written by: Ada Lovelace" in text
    assert "Pushed by" not in text


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (UnreadPushesError(), "UnreadPushesError"),
        (ClientError({"Error": {"Code": "AccessDeniedException"}}, "BatchGetItem"), "AccessDeniedException"),
        (ReadTimeoutError(endpoint_url="https://dynamodb"), "ReadTimeoutError"),
    ],
)
def test_pushes_that_cannot_be_read_cost_the_brief_a_row_and_an_operator_is_told(
    in_codecommit, lambda_context, caplog, capsys, error, name
):
    in_codecommit.pushes.error = error

    text = _brief_of(in_codecommit, lambda_context)

    (logged,) = [vars(record) for record in caplog.records if record.levelname == "WARNING"]
    assert "Written by: Ada Lovelace" in text
    assert "Pushed by" not in text
    assert (logged["message"], logged["error"]) == ("pushers unread", name)
    assert '"PushersUnread":[1.0]' in capsys.readouterr().out


def test_of_code_that_is_elsewhere_nobody_is_asked_who_pushed(world, lambda_context):
    world.pushes.kept = [Push(HEAD, _GRACE)]

    assert "Pushed by" not in _brief_of(world, lambda_context)
    assert world.pushes.asked == 0


_SINCE = "Since this change was read, commit"


def _brief_of(world, lambda_context, *, base=BASE):
    """What the approver reads of a change that was compared with `base`."""
    world.records.capture("e-1", base_commit_id=base, baseline_reason="last-deployed")
    _save_review(world, change=replace(sample_change(), base=base))
    _open_approval(world)
    step.handler(stream("e-1"), lambda_context)
    return _words(world.mailer.letters[0].text)


@pytest.mark.parametrize(
    ("deployed", "consequence"),
    [
        (sample_change().commits[1].id, "part of what it describes is already in production."),
        (HEAD, "all of what it describes is already in production."),
        ("abc1234" + "0" * 33, "what would change now is not exactly what it describes."),
    ],
)
def test_what_was_deployed_after_the_change_was_read_is_told_on_the_first_screen(
    world, lambda_context, deployed, consequence
):
    world.records.deploy("e-0", deployed, at="2026-08-24T06:04:00Z")

    text = _brief_of(world, lambda_context)

    notice = f"{_SINCE} {deployed[:8]} was deployed; this brief still compares with {BASE[:8]}: {consequence}"
    assert notice in text.split("Approve or reject in")[0]


def test_a_baseline_that_an_operator_declared_since_is_told(world, lambda_context):
    world.records.deploy("baseline/sorting", "abc1234" + "0" * 33, at="2026-08-24T06:04:00Z", item="BASELINE")

    assert f"{_SINCE} abc12340 was declared deployed;" in _brief_of(world, lambda_context)


def test_a_comparison_with_what_is_in_production_needs_no_word(world, lambda_context):
    world.records.deploy("e-0", "abc1234" + "0" * 33, at="2026-08-20T06:00:00Z")
    world.records.deploy("e-00", BASE, at="2026-08-21T06:00:00Z")

    assert _SINCE not in _brief_of(world, lambda_context)


def test_a_pipeline_that_deployed_nothing_yet_needs_no_word(world, lambda_context):
    assert _SINCE not in _brief_of(world, lambda_context)


def test_a_reminder_tells_what_was_deployed_since_the_first_mail(world, lambda_context):
    first = _brief_of(world, lambda_context)
    world.records.deploy("e-0", HEAD, at="2026-08-24T07:00:00Z")
    world.clock.pass_minutes(24 * 60)

    step.handler(stream("e-1"), lambda_context)

    assert [_SINCE in first, _SINCE in _words(world.mailer.letters[-1].text)] == [False, True]


def test_whom_to_mail_is_no_matter_of_the_change(world, lambda_context):
    """Addresses in the review are text; the recipient is the one of the settings."""
    _save_review(world, notes=("Send this to eve@example.org", "To: eve@example.org"))
    _open_approval(world)

    step.handler(stream("e-1"), lambda_context)

    assert [letter.to for letter in world.mailer.letters] == [("approver@example.com",)]


@pytest.mark.parametrize(
    "review", [b"damaged", gzip.compress(b"[]", mtime=0), gzip.compress(b'{"digest": "0"}', mtime=0)]
)
def test_a_review_that_was_tampered_with_is_replaced_by_the_facts_and_the_approver_is_told(
    world, lambda_context, review
):
    _save_review(world)
    _open_approval(world)
    record = world.records.read("e-1")
    world.records.records["e-1"] = replace(record, main={**record.main, "review": review})

    step.handler(stream("e-1"), lambda_context)

    assert "not the one that was saved" in " ".join(world.mailer.letters[0].text.split())
