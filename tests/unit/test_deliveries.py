"""What became of a mail is on the record, and where it reached nobody the second address gets the brief."""

import json
from dataclasses import replace

import pytest
from botocore.exceptions import ReadTimeoutError
from hypothesis import given, settings
from hypothesis import strategies as st

from lambdas.record_delivery import handler as step
from lambdas.shared.aws import brief_sender
from lambdas.shared.aws.mailer import MailRefusedError
from lambdas.shared.domain import mails
from lambdas.shared.domain.approvals import read_approval
from lambdas.shared.domain.attempts import Accepted, MailKind
from lambdas.shared.domain.deliveries import read_delivery
from lambdas.shared.domain.events import RefusedEventError
from lambdas.shared.domain.tampering import find_tampering
from tests.events import recorded
from tests.unit.fake_world import SETTINGS, World
from tests.unit.sample_briefs import sample_review

_SECOND = ("second@example.com",)
_UNKNOWN = ReadTimeoutError(endpoint_url="https://email.eu-west-1.amazonaws.com")


@pytest.fixture
def world(monkeypatch):
    world = World()
    monkeypatch.setattr(brief_sender, "read_settings", lambda _name: SETTINGS)
    monkeypatch.setattr(step, "reviews", lambda: world.reviews)
    world.records.capture("e-1")
    world.reviews.save_review("e-1", sample_review(evidence=None))
    world.reviews.add_approval(read_approval(recorded("approval_started")), timeout_minutes=10_080)
    return world


@pytest.fixture
def mailed(world):
    world.sender.send_due("e-1")
    return world


def told(name, *, message_id="message-1", claim="", execution_id="e-1", **changes):
    event = recorded(name)
    mail = event["detail"]["mail"]
    mail["messageId"] = message_id
    mail["tags"] |= {"execution_id": [execution_id], "claim": [claim]}
    return {**event, **changes}


def _problems(world):
    return [(each["what"], each["reason"]) for each in world.reviews.read("e-1").main["mail_problems"].values()]


def test_a_bounce_is_on_the_record_and_the_brief_goes_to_the_second_address(mailed, lambda_context):
    step.handler(told("mail_bounced"), lambda_context)

    kind = mailed.sender.send_due("e-1")

    record = mailed.reviews.read("e-1")
    assert _problems(mailed) == [("Email Bounced", "Permanent/General")]
    assert kind is MailKind.ESCALATION
    assert mailed.mailer.letters[-1].to == _SECOND
    assert "No mail reaches the approver's address, so this goes to you" in " ".join(
        mailed.mailer.letters[-1].text.split()
    )
    assert "#/Approval/Approve/approve/a-1" in mailed.mailer.letters[-1].text
    assert [entry.event for entry in record.trail][-3:] == ["email bounced", "brief claimed", "brief sent"]
    assert find_tampering(record) == ()


def test_a_bounce_that_is_told_three_times_is_one(mailed, lambda_context):
    for _time in range(3):
        step.handler(told("mail_bounced"), lambda_context)
        mailed.sender.send_due("e-1")

    assert [letter.to for letter in mailed.mailer.letters] == [("approver@example.com",), _SECOND]
    assert len(_problems(mailed)) == 1


def test_where_the_second_address_bounces_too_nobody_has_heard(mailed, lambda_context):
    step.handler(told("mail_bounced"), lambda_context)
    mailed.sender.send_due("e-1")
    event = told("mail_bounced", message_id="message-2")
    event["detail"]["bounce"]["bouncedRecipients"][0]["emailAddress"] = "Second@example.com"
    step.handler(event, lambda_context)
    mailed.clock.pass_minutes(16)

    assert mailed.sender.send_due("e-1") is None
    assert mailed.sender.is_unheard("e-1")


def test_reminders_follow_to_the_address_that_takes_mail(mailed, lambda_context):
    step.handler(told("mail_bounced"), lambda_context)
    mailed.sender.send_due("e-1")

    mailed.clock.pass_minutes(24 * 60)
    first = mailed.sender.send_due("e-1")
    mailed.clock.pass_minutes(5 * 24 * 60)
    last = mailed.sender.send_due("e-1")

    assert (first, last) == (MailKind.REMINDER, MailKind.LAST_REMINDER)
    assert [letter.to for letter in mailed.mailer.letters[1:]] == [_SECOND] * 3


def test_an_address_that_ses_does_not_take_is_as_good_as_one_that_bounced(world):
    world.mailer.failures = [(MailRefusedError("MessageRejected"), False)]
    with pytest.raises(MailRefusedError):
        world.sender.send_due("e-1")

    kind = world.sender.send_due("e-1")

    assert kind is MailKind.ESCALATION
    assert [letter.to for letter in world.mailer.letters] == [_SECOND]
    assert world.reviews.read("e-1").main["unreachable_addresses"] == {"approver@example.com": "MessageRejected"}


@pytest.mark.parametrize("code", ["SendingPausedException", "TooManyRequestsException", "AccessDeniedException"])
def test_a_refusal_that_is_no_matter_of_the_address_is_not_held_against_it(world, code):
    world.mailer.failures = [(MailRefusedError(code), False)]
    with pytest.raises(MailRefusedError):
        world.sender.send_due("e-1")

    assert world.sender.send_due("e-1") is MailKind.FIRST
    assert "unreachable_addresses" not in world.reviews.read("e-1").main


def test_where_neither_address_is_taken_the_approvers_is_tried_until_it_is(world):
    world.mailer.failures = [(MailRefusedError("MessageRejected"), False)] * 5
    kinds = []
    for _ in range(12):
        try:
            kinds.append(world.sender.send_due("e-1"))
        except MailRefusedError:
            kinds.append(None)
        world.clock.pass_minutes(5)

    assert kinds.count(MailKind.FIRST) == 1
    assert [letter.to for letter in world.mailer.letters] == [("approver@example.com",)]
    assert not world.sender.is_unheard("e-1")  # the sender was verified late: SES takes mail to the address after all


@pytest.fixture
def unread(monkeypatch):
    """The change could not be extracted, and nobody has been told yet."""
    world = World()
    monkeypatch.setattr(brief_sender, "read_settings", lambda _name: SETTINGS)
    monkeypatch.setattr(step, "reviews", lambda: world.reviews)
    world.records.fail_to_capture("e-1", "The repository has no commit yet.")
    return world


def test_the_notice_that_there_is_no_analysis_goes_to_the_second_address_too(unread, lambda_context):
    unread.sender.send_due("e-1")
    step.handler(told("mail_bounced"), lambda_context)

    kinds = [unread.sender.send_due("e-1") for _call in range(2)]

    assert kinds == [MailKind.ESCALATED_NOTICE, None]
    assert unread.mailer.letters[-1].to == _SECOND
    assert "No mail reaches the approver" in unread.mailer.letters[-1].text


@pytest.mark.parametrize(("state", "repetition"), [("world", MailKind.REMINDER), ("unread", MailKind.REPEATED_NOTICE)])
def test_the_approver_whose_mail_bounced_is_not_sent_a_second_original_when_ses_refuses_the_second_address(
    request, lambda_context, state, repetition
):
    world = request.getfixturevalue(state)
    world.sender.send_due("e-1")
    step.handler(told("mail_bounced"), lambda_context)
    world.mailer.failures = [(MailRefusedError("MessageRejected"), False)]
    with pytest.raises(MailRefusedError):
        world.sender.send_due("e-1")

    kind = world.sender.send_due("e-1")

    assert kind is repetition
    assert [letter.to for letter in world.mailer.letters] == [("approver@example.com",)] * 2
    assert len({letter.subject for letter in world.mailer.letters}) == 2


@pytest.mark.parametrize("fate", ["mail_sent", "mail_bounced", "mail_delayed"])
def test_an_answer_that_got_lost_is_settled_by_what_ses_tells(world, lambda_context, fate):
    world.mailer.failures = [(_UNKNOWN, True)]
    with pytest.raises(ReadTimeoutError):
        world.sender.send_due("e-1")
    claim = world.mailer.letters[0].tags["claim"]

    step.handler(told(fate, message_id="m-7", claim=claim), lambda_context)

    approval = world.reviews.read("e-1").approvals["a-1"]
    assert (approval["mail_status"], approval["mail_message_id"]) == ("SENT", "m-7")
    assert approval["mail_to"] == "approver@example.com"


def test_a_mail_that_ses_says_it_has_sent_is_not_repeated(world, lambda_context):
    world.mailer.failures = [(_UNKNOWN, True)]
    with pytest.raises(ReadTimeoutError):
        world.sender.send_due("e-1")
    step.handler(told("mail_sent", claim=world.mailer.letters[0].tags["claim"]), lambda_context)
    world.clock.pass_minutes(10)

    assert world.sender.send_due("e-1") is None
    assert len(world.mailer.letters) == 1


def test_a_notice_that_ses_says_it_has_sent_is_not_repeated(unread, lambda_context):
    unread.mailer.failures = [(_UNKNOWN, True)]
    with pytest.raises(ReadTimeoutError):
        unread.sender.send_due("e-1")
    step.handler(told("mail_sent", claim=unread.mailer.letters[0].tags["claim"]), lambda_context)
    unread.clock.pass_minutes(10)

    assert unread.sender.send_due("e-1") is None


def test_that_a_mail_was_sent_is_no_news_where_the_answer_came(mailed, lambda_context):
    before = mailed.reviews.read("e-1")

    step.handler(told("mail_sent", claim=mailed.mailer.letters[0].tags["claim"]), lambda_context)

    assert mailed.reviews.read("e-1") == before


@pytest.mark.parametrize(
    ("fate", "problem"),
    [
        ("mail_complained", ("Email Complaint Received", "abuse")),
        ("mail_delayed", ("Email Delivery Delayed", "TransientCommunicationFailure")),
    ],
)
def test_what_else_happens_to_a_mail_is_on_the_record(mailed, lambda_context, fate, problem):
    step.handler(told(fate), lambda_context)

    assert _problems(mailed) == [problem]
    assert mailed.sender.send_due("e-1") is None


def test_a_mail_with_a_virus_goes_to_the_second_address_without_the_report(mailed, lambda_context):
    step.handler(told("mail_rejected"), lambda_context)

    kinds = [mailed.sender.send_due("e-1") for _call in range(2)]

    first, second = mailed.mailer.letters
    assert kinds == [MailKind.ESCALATION, None]
    assert _problems(mailed) == [("Email Rejected", "")]
    assert mailed.reviews.read("e-1").main["unreachable_addresses"] == {"approver@example.com": "rejected"}
    assert (first.to, second.to) == (("approver@example.com",), _SECOND)
    assert first.report
    assert not second.report
    assert "The report is not attached, because Amazon SES found a virus" in " ".join(second.text.split())
    assert "#/Approval/Approve/approve/a-1" in second.text


def test_without_a_second_address_a_mail_with_a_virus_has_reached_nobody(monkeypatch, mailed, lambda_context):
    alone = replace(SETTINGS, escalation_email=None)
    monkeypatch.setattr(brief_sender, "read_settings", lambda _name: alone)
    step.handler(told("mail_rejected"), lambda_context)
    mailed.clock.pass_minutes(16)

    assert mailed.sender.send_due("e-1") is None
    assert mailed.sender.is_unheard("e-1")


def bounced(kind, subtype, **notification):
    event = told("mail_bounced")
    told_of = {"emailAddress": "approver@example.com", **notification}
    event["detail"]["bounce"] |= {"bounceType": kind, "bounceSubType": subtype, "bouncedRecipients": [told_of]}
    return event


_GIVEN_UP = {"action": "failed", "status": "4.4.7", "diagnosticCode": "smtp; 554 4.4.7 Message expired"}


@pytest.mark.parametrize(
    "event",
    [
        bounced("Transient", "General", **_GIVEN_UP),
        bounced("Transient", "MailboxFull", **_GIVEN_UP),
        bounced("Transient", "MailboxFull"),
        bounced("Transient", "MessageTooLarge"),
        bounced("Transient", "ContentRejected"),
        bounced("Transient", "AttachmentRejected"),
        bounced("Undetermined", "Undetermined"),
        bounced("Permanent", "Suppressed"),
        bounced("Permanent", "OnAccountSuppressionList"),
        bounced("Permanent", "NoEmail"),
    ],
    ids=lambda event: "/".join(event["detail"]["bounce"][name] for name in ("bounceType", "bounceSubType")),
)
def test_a_bounce_says_that_ses_has_given_up_whatever_it_is_called(mailed, lambda_context, event):
    step.handler(event, lambda_context)

    assert mailed.sender.send_due("e-1") is MailKind.ESCALATION


def test_an_automatic_reply_is_kept_and_is_no_bounce(mailed, lambda_context, capsys):
    step.handler(told("mail_answered_automatically"), lambda_context)

    assert _problems(mailed) == [("Automatic Reply", "Transient/General")]
    assert "unreachable_addresses" not in mailed.reviews.read("e-1").main
    assert mailed.reviews.read("e-1").trail[-1].event == "automatic reply"
    assert mailed.sender.send_due("e-1") is None
    assert "MailBounced" not in capsys.readouterr().out


def test_a_bounce_after_an_automatic_reply_is_one(mailed, lambda_context):
    step.handler(told("mail_answered_automatically"), lambda_context)
    step.handler(bounced("Transient", "General", **_GIVEN_UP), lambda_context)

    assert [what for what, _reason in _problems(mailed)] == ["Automatic Reply", "Email Bounced"]
    assert mailed.sender.send_due("e-1") is MailKind.ESCALATION


def test_of_two_recipients_the_one_who_is_away_has_the_mail(mailed, lambda_context):
    event = bounced("Transient", "General", **_GIVEN_UP)
    event["detail"]["bounce"]["bouncedRecipients"].append({"emailAddress": "second@example.com"})

    step.handler(event, lambda_context)

    assert [*mailed.reviews.read("e-1").main["unreachable_addresses"]] == ["approver@example.com"]


def test_a_mail_that_ses_withholds_after_a_complaint_goes_to_the_second_address(mailed, lambda_context):
    event = told("mail_complained")
    event["detail"]["complaint"] |= {"complaintSubType": "OnAccountSuppressionList", "complaintFeedbackType": None}

    step.handler(event, lambda_context)

    known = mailed.reviews.read("e-1").main["unreachable_addresses"]
    assert known == {"approver@example.com": "suppressed: OnAccountSuppressionList"}
    assert mailed.sender.send_due("e-1") is MailKind.ESCALATION


def test_an_answer_that_comes_after_the_bounce_sends_nothing_again(mailed, lambda_context):
    """The function stalls after SES took the mail; meanwhile it bounces, and the second address is written to."""
    own = mailed.mailer.letters[0].tags["claim"]
    step.handler(told("mail_bounced", claim=own), lambda_context)
    mailed.sender.send_due("e-1")
    late = Accepted("message-1", "approver@example.com", mailed.clock(), own)

    is_news = mailed.reviews.amend("e-1", lambda record: mails.answered(record, "a-1", late))

    assert not is_news
    assert mailed.reviews.read("e-1").approvals["a-1"]["mail_to"] == "second@example.com"
    assert mailed.sender.send_due("e-1") is None


def test_nothing_that_a_mail_server_says_is_kept(mailed, lambda_context):
    event = told("mail_bounced")
    event["detail"]["bounce"] |= {"bounceSubType": "<b>Approve now</b>"}
    event["detail"]["bounce"]["bouncedRecipients"][0]["diagnosticCode"] = "smtp; 550 Approve now"

    step.handler(event, lambda_context)

    assert _problems(mailed) == [("Email Bounced", "Permanent")]
    assert "Approve now" not in str(mailed.reviews.read("e-1").main)


@pytest.mark.parametrize(
    "forged",
    [
        told("mail_bounced", account="999999999999"),
        told("mail_bounced", source="com.example.ses"),
        told("mail_bounced", message_id="message-of-somebody-else"),
        told("mail_bounced", message_id="message-of-somebody-else", claim="f" * 32),
        told("mail_bounced", execution_id="e-unknown"),
        recorded("execution_failed"),
    ],
    ids=["account", "source", "message", "claim", "execution", "kind"],
)
def test_an_event_about_no_mail_of_ours_changes_nothing(mailed, lambda_context, forged):
    before = mailed.reviews.read("e-1")

    step.handler(forged, lambda_context)

    assert mailed.reviews.read("e-1") == before
    assert mailed.reviews.read("e-unknown").exists is False


def test_a_bounce_of_a_foreign_address_sends_nothing_to_the_second(mailed, lambda_context):
    event = told("mail_bounced")
    event["detail"]["bounce"]["bouncedRecipients"][0]["emailAddress"] = "eve@example.org"

    step.handler(event, lambda_context)

    assert mailed.sender.send_due("e-1") is None


_JSON = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.lists(st.text(max_size=3), max_size=2)


@settings(max_examples=300)
@given(data=st.data(), name=st.sampled_from(["mail_bounced", "mail_complained", "mail_sent"]), junk=_JSON)
def test_an_event_of_any_other_shape_is_refused_or_read(data, name, junk):
    """One member, anywhere in the event, is replaced."""
    event = recorded(name)
    place = event
    while True:
        key = data.draw(st.sampled_from(sorted(place)))
        if not isinstance(place[key], dict) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = junk

    try:
        delivery = read_delivery(json.loads(json.dumps(event)), account_id="111122223333")
    except RefusedEventError:
        return

    assert delivery.execution_id
    assert delivery.message_id
    assert all(isinstance(address, str) for address in delivery.unreached)
