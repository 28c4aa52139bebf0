"""When the approver is written to: once for each approval, again where nobody can know, and before time runs out."""

import pytest
from botocore.exceptions import ReadTimeoutError

from lambdas.shared.aws import brief_sender
from lambdas.shared.aws.mailer import MailRefusedError
from lambdas.shared.domain.approvals import read_approval
from lambdas.shared.domain.endings import outcome_amendment
from lambdas.shared.domain.mails import MailKind
from lambdas.shared.domain.outcomes import read_outcome
from lambdas.shared.domain.status import Status
from tests.events import recorded
from tests.unit.fake_world import SETTINGS, World
from tests.unit.sample_briefs import sample_review

_DAY = 24 * 60
_UNKNOWN = ReadTimeoutError(endpoint_url="https://email.eu-west-1.amazonaws.com")


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr(brief_sender, "read_settings", lambda _name: SETTINGS)
    return World()


def _open_approval(world, *, timeout_minutes=10_080, **event):
    approval = read_approval(recorded("approval_started", **event))
    world.reviews.add_approval(approval, timeout_minutes=timeout_minutes)


@pytest.fixture
def waiting(world):
    """A review is there and an approval waits."""
    world.records.capture("e-1")
    world.reviews.save_review("e-1", sample_review(evidence=None))
    _open_approval(world)
    return world


def _approval(world):
    return world.reviews.read("e-1").approvals["a-1"]


def test_the_approver_is_mailed_and_the_record_says_so(waiting):
    kind = waiting.sender.send_due("e-1")

    approval = _approval(waiting)
    assert kind is MailKind.FIRST
    assert [letter.to for letter in waiting.mailer.letters] == [("approver@example.com",)]
    assert (approval["mail_status"], approval["mail_message_id"]) == ("SENT", "message-1")
    assert (approval["mail_to"], approval["mailed_at"]) == ("approver@example.com", waiting.clock.at)
    assert waiting.reviews.read("e-1").status is Status.AWAITING_APPROVAL


def test_the_letter_carries_the_link_the_report_and_the_execution(waiting):
    waiting.sender.send_due("e-1")

    (letter,) = waiting.mailer.letters
    assert "#/Approval/Approve/approve/a-1" in letter.text
    assert letter.headers == {"X-Deployment-Review-Execution": "e-1"}
    assert letter.report.lstrip().lower().startswith(b"<!doctype html")
    assert waiting.reviews.read("e-1").main["report_key"] in waiting.reports.kept


def test_nothing_is_sent_twice(waiting):
    waiting.sender.send_due("e-1")

    again = waiting.sender.send_due("e-1")

    assert again is None
    assert len(waiting.mailer.letters) == 1


def test_of_two_functions_one_sends(waiting):
    """The second reads the record before the first has claimed the mail."""
    original = waiting.reports.save

    def save_and_be_overtaken(report, **names):
        waiting.reports.save = original
        waiting.sender.send_due("e-1")
        return original(report, **names)

    waiting.reports.save = save_and_be_overtaken

    slower = waiting.sender.send_due("e-1")

    assert slower is None
    assert len(waiting.mailer.letters) == 1


def test_nobody_is_asked_before_the_review_is_there(world):
    world.records.capture("e-1")
    _open_approval(world)

    assert world.sender.send_due("e-1") is None


def test_nobody_is_asked_before_the_approval_waits(world):
    world.records.capture("e-1")
    world.reviews.save_review("e-1", sample_review())

    assert world.sender.send_due("e-1") is None


@pytest.mark.parametrize("name", ["approval_succeeded_with_comment", "approval_abandoned"])
def test_nobody_is_asked_what_is_decided(waiting, name):
    waiting.reviews.add_approval(read_approval(recorded(name)), timeout_minutes=10_080)

    assert waiting.sender.send_due("e-1") is None


def test_nobody_is_asked_after_the_deadline(waiting):
    waiting.clock.pass_minutes(8 * _DAY)

    assert waiting.sender.send_due("e-1") is None


def test_a_refused_mail_reached_nobody_and_is_sent_again_as_the_first(waiting):
    waiting.mailer.failures = [(MailRefusedError("SendingPausedException"), False)]
    with pytest.raises(MailRefusedError):
        waiting.sender.send_due("e-1")
    refusal = _approval(waiting)["mail_refusal"]

    kind = waiting.sender.send_due("e-1")

    assert (refusal, kind) == ("SendingPausedException", MailKind.FIRST)
    assert len(waiting.originals()) == 1


def test_a_mail_that_is_refused_again_and_again_rests_between_attempts(waiting):
    """Each attempt writes to the table whose stream calls the function: without a rest it would call itself."""
    waiting.mailer.failures = [(MailRefusedError("SendingPausedException"), False)] * 3
    for _ in range(3):
        with pytest.raises(MailRefusedError):
            waiting.sender.send_due("e-1")

    at_once = waiting.sender.send_due("e-1")
    waiting.clock.pass_minutes(5)
    rested = waiting.sender.send_due("e-1")

    assert (at_once, rested) == (None, MailKind.FIRST)


@pytest.mark.parametrize("is_delivered", [True, False])
def test_where_nobody_can_know_a_reminder_follows_and_never_a_second_original(waiting, is_delivered):
    waiting.mailer.failures = [(_UNKNOWN, is_delivered)]
    with pytest.raises(ReadTimeoutError):
        waiting.sender.send_due("e-1")

    at_once = waiting.sender.send_due("e-1")
    waiting.clock.pass_minutes(10)
    after_a_while = waiting.sender.send_due("e-1")

    assert (at_once, after_a_while) == (None, MailKind.REMINDER)
    assert len(waiting.originals()) == int(is_delivered)
    assert _approval(waiting)["mail_status"] == "SENT"


def test_uncertainty_does_not_go_on_for_ever(waiting):
    waiting.mailer.failures = [(_UNKNOWN, True)] * 10
    for _ in range(10):
        try:
            waiting.sender.send_due("e-1")
        except ReadTimeoutError:
            waiting.clock.pass_minutes(10)

    assert len(waiting.mailer.letters) == 6
    assert len(waiting.originals()) == 1


def test_who_does_not_decide_is_reminded_once_and_once_more_before_the_end(waiting):
    kinds = []
    for _ in range(7 * 24 + 2):
        kind = waiting.sender.send_due("e-1")
        kinds += [(kind, waiting.clock.at)] if kind else []
        waiting.clock.pass_minutes(60)

    assert [kind for kind, _ in kinds] == [MailKind.FIRST, MailKind.REMINDER, MailKind.LAST_REMINDER]
    assert [at[:13] for _, at in kinds] == ["2026-08-24T06", "2026-08-25T06", "2026-08-30T06"]
    assert waiting.mailer.letters[-1].to == ("approver@example.com", "second@example.com")


def test_a_short_approval_has_its_reminders_within_its_time(world):
    world.records.capture("e-1")
    world.reviews.save_review("e-1", sample_review())
    _open_approval(world, timeout_minutes=60)

    kinds = []
    for _ in range(60):
        kind = world.sender.send_due("e-1")
        kinds += [(kind, world.clock.at)] if kind else []
        world.clock.pass_minutes(1)

    assert kinds == [
        (MailKind.FIRST, "2026-08-24T06:05:30Z"),
        (MailKind.REMINDER, "2026-08-24T06:35:30Z"),
        (MailKind.LAST_REMINDER, "2026-08-24T06:50:30Z"),
    ]


def test_a_retried_approval_is_a_new_question(waiting):
    waiting.sender.send_due("e-1")
    rejected = read_approval(recorded("approval_rejected_with_comment"))
    waiting.reviews.add_approval(rejected, timeout_minutes=10_080)
    _open_approval(waiting, action_execution_id="a-2", start_time="2026-08-24T07:00:00Z", time="2026-08-24T07:00:00Z")
    waiting.clock.pass_minutes(60)

    kind = waiting.sender.send_due("e-1")

    assert kind is MailKind.FIRST
    assert "#/Approval/Approve/approve/a-2" in waiting.mailer.letters[-1].text


@pytest.mark.parametrize("end", ["execution_stopped", "execution_superseded", "execution_failed"])
def test_nobody_is_asked_about_an_execution_that_has_ended(waiting, end):
    """The event that the approval was abandoned may come later, or never."""
    outcome = read_outcome(recorded(end))
    waiting.reviews.amend("e-1", lambda record: outcome_amendment(record, outcome))

    assert waiting.sender.send_due("e-1") is None
