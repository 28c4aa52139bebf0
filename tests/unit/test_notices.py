"""There is no analysis: the approver is told so once for each reason, and never asked to approve an empty change."""

from dataclasses import replace

import pytest
from botocore.exceptions import ReadTimeoutError
from hypothesis import given, settings
from hypothesis import strategies as st

from lambdas.request_approval import handler as step
from lambdas.shared.aws import brief_sender
from lambdas.shared.aws.mailer import MailRefusedError
from lambdas.shared.brief.notice import Notice, render_notice
from lambdas.shared.domain.approvals import read_approval
from lambdas.shared.domain.attempts import MailKind
from lambdas.shared.domain.endings import outcome_amendment
from lambdas.shared.domain.outcomes import read_outcome
from lambdas.shared.domain.status import Status
from lambdas.shared.domain.tampering import find_tampering
from lambdas.shared.domain.times import later
from tests.events import recorded
from tests.unit.fake_codepipeline import COMMIT, FakeCodePipeline
from tests.unit.fake_world import SETTINGS, SILENT_ANNOUNCER, World
from tests.unit.html_pages import Page
from tests.unit.sample_briefs import sample_review
from tests.unit.test_mail import HOSTILE, LINKS, MAIL_TAGS, PIECES
from tests.unit.test_request_approval import stream

_ERROR = "The change could not be extracted. The repository has no commit yet."
_URL = "https://console.aws.amazon.com/codesuite/codepipeline/pipelines/sorting/view?region=eu-west-1"
_UNKNOWN = ReadTimeoutError(endpoint_url="https://email.eu-west-1.amazonaws.com")


@pytest.fixture
def world(monkeypatch):
    world = World()
    monkeypatch.setattr(brief_sender, "read_settings", lambda _name: SETTINGS)
    monkeypatch.setattr(step, "sender", lambda: world.sender)
    monkeypatch.setattr(step, "announcer", lambda: SILENT_ANNOUNCER)
    return world


@pytest.fixture
def failed(world):
    """The change of an execution could not be read."""
    world.records.fail_to_capture("e-1", _ERROR)
    return world


def _words(text):
    return " ".join(text.split())


def _notice(**changes):
    about = {
        "pipeline_name": "sorting",
        "repository_name": "sorting-service",
        "region": "eu-west-1",
        "execution_id": "e-1",
        "commit_id": COMMIT,
        "reason": _ERROR,
        "pipeline_url": _URL,
    }
    return Notice(**{**about, **changes})


def test_the_approver_is_told_that_there_is_no_analysis_and_why(failed, lambda_context):
    step.handler(stream("e-1"), lambda_context)

    (letter,) = failed.mailer.letters
    text = _words(letter.text)
    assert letter.to == ("approver@example.com",)
    assert letter.subject == "[sorting] Not analysed: nothing was deployed"
    assert "The repository has no commit yet." in text
    assert "The pipeline stopped before the approval" in text
    assert "retries the failed stage" in text
    assert _URL in letter.text
    assert letter.report == b""


def test_the_record_and_its_trail_say_that_the_approver_was_told(failed):
    kind = failed.sender.send_due("e-1")

    record = failed.reviews.read("e-1")
    (notice,) = record.main["notices"].values()
    assert kind is MailKind.NOTICE
    assert record.status is Status.FAILED
    assert (notice["mail_status"], notice["mail_message_id"]) == ("SENT", "message-1")
    assert (notice["mail_to"], notice["mailed_at"]) == ("approver@example.com", failed.clock.at)
    assert [entry.event for entry in record.trail] == ["change captured", "notice claimed", "notice sent"]
    assert record.trail[0].details["extraction_error"] == _ERROR
    assert find_tampering(record) == ()


def test_the_commit_is_named_where_codepipeline_knows_it(failed):
    pipeline = FakeCodePipeline()
    pipeline.fail_to_build()
    failed.pipelines.executions = {"e-1": pipeline.moments[-1].execution}

    failed.sender.send_due("e-1")

    assert "What commit cccccccc would change" in _words(failed.mailer.letters[0].text)


def test_nothing_is_told_twice_however_often_the_function_is_retried(failed, lambda_context):
    for _attempt in range(3):
        step.handler(stream("e-1", "e-1"), lambda_context)

    assert len(failed.mailer.letters) == 1


def test_of_two_functions_one_tells(failed):
    """The second reads the record before the first has claimed the notice."""
    failed.records.before_write = [lambda: failed.sender.send_due("e-1")]

    slower = failed.sender.send_due("e-1")

    assert slower is None
    assert len(failed.mailer.letters) == 1


def test_the_same_error_after_a_retry_is_not_told_again_and_another_is(failed):
    errors = [_ERROR, "The change could not be extracted: no space left on device.", _ERROR]
    for error in errors:
        failed.records.fail_to_capture("e-1", error)
        failed.sender.send_due("e-1")

    told = [[error in _words(letter.text) for error in errors[:2]] for letter in failed.mailer.letters]
    assert told == [[True, False], [False, True]]


def test_an_error_that_is_replaced_before_it_is_claimed_is_not_told(failed):
    failed.reviews.amend("e-1", lambda record: outcome_amendment(record, read_outcome(recorded("execution_failed"))))
    second = "The change could not be extracted: no space left on device."
    original = failed.pipelines.execution

    def execution_while_a_retry_fails(*names):
        failed.pipelines.execution = original
        failed.records.fail_to_capture("e-1", second)
        return original(*names)

    failed.pipelines.execution = execution_while_a_retry_fails

    kinds = [failed.sender.send_due("e-1") for _call in range(2)]

    assert kinds == [None, MailKind.NOTICE]
    assert [second in _words(letter.text) for letter in failed.mailer.letters] == [True]


def test_a_refused_notice_reached_nobody_and_is_sent_again_as_it_was(failed):
    failed.mailer.failures = [(MailRefusedError("SendingPausedException"), False)]
    with pytest.raises(MailRefusedError):
        failed.sender.send_due("e-1")

    kind = failed.sender.send_due("e-1")

    (notice,) = failed.reviews.read("e-1").main["notices"].values()
    assert kind is MailKind.NOTICE
    assert (notice["mail_refusal"], notice["mail_attempts"]) == ("SendingPausedException", 2)
    assert len(failed.notices()) == 1


@pytest.mark.parametrize("is_delivered", [True, False])
def test_where_nobody_can_know_the_notice_is_repeated_and_says_so(failed, is_delivered):
    failed.mailer.failures = [(_UNKNOWN, is_delivered)]
    with pytest.raises(ReadTimeoutError):
        failed.sender.send_due("e-1")

    at_once = failed.sender.send_due("e-1")
    failed.clock.pass_minutes(10)
    after_a_while = failed.sender.send_due("e-1")

    assert (at_once, after_a_while) == (None, MailKind.REPEATED_NOTICE)
    assert len(failed.notices()) == int(is_delivered)
    assert failed.subjects[-1] == "[sorting] Still not analysed: nothing was deployed"
    assert "You may have had this mail already" in failed.mailer.letters[-1].html


def test_a_build_that_failed_is_no_matter_of_the_analysis(world):
    world.records.capture("e-1")
    world.reviews.amend("e-1", lambda record: outcome_amendment(record, read_outcome(recorded("execution_failed"))))

    assert world.reviews.read("e-1").status is Status.FAILED
    assert world.sender.send_due("e-1") is None


@pytest.mark.parametrize("end", ["execution_stopped", "execution_superseded"])
def test_an_extraction_that_fails_after_the_execution_was_stopped_is_no_news(world, end):
    world.records.capture("e-1")
    world.reviews.amend("e-1", lambda record: outcome_amendment(record, read_outcome(recorded(end))))
    world.records.fail_to_capture("e-1", _ERROR)

    assert world.sender.send_due("e-1") is None


def test_a_stopped_stage_that_was_retried_and_failed_is_told_as_soon_as_the_retry_is_known(world):
    world.records.capture("e-1")
    stopped, resumed = (read_outcome(recorded(name)) for name in ("execution_stopped", "execution_resumed"))
    world.reviews.amend("e-1", lambda record: outcome_amendment(record, stopped))
    world.records.fail_to_capture("e-1", _ERROR)

    world.reviews.amend(
        "e-1", lambda record: outcome_amendment(record, replace(resumed, at=later(stopped.at, minutes=9)))
    )

    assert world.sender.send_due("e-1") is MailKind.NOTICE


def test_a_change_that_a_retry_could_read_is_reviewed_and_asked_about(failed):
    failed.sender.send_due("e-1")
    failed.records.capture("e-1")
    failed.reviews.save_review("e-1", sample_review(evidence=None))
    failed.reviews.add_approval(read_approval(recorded("approval_started")), timeout_minutes=10_080)

    kind = failed.sender.send_due("e-1")

    record = failed.reviews.read("e-1")
    assert kind is MailKind.FIRST
    assert record.status is Status.AWAITING_APPROVAL
    assert find_tampering(record) == ()


def test_what_an_earlier_attempt_captured_does_not_stand_in_for_what_a_retry_could_not_read(world):
    world.records.capture("e-1")
    world.reviews.save_review("e-1", sample_review(evidence=None))
    world.records.fail_to_capture("e-1", _ERROR)

    kind = world.sender.send_due("e-1")

    assert kind is MailKind.NOTICE
    assert world.reviews.read("e-1").status is Status.FAILED


def test_an_approval_that_opens_after_all_is_asked_about(world):
    """The stage was retried, and nothing but the build had failed."""
    world.records.capture("e-1")
    world.reviews.save_review("e-1", sample_review(evidence=None))
    world.reviews.amend("e-1", lambda record: outcome_amendment(record, read_outcome(recorded("execution_failed"))))
    opened = recorded("approval_started", time="2026-08-24T09:00:00Z", start_time="2026-08-24T09:00:00Z")
    world.clock.at = "2026-08-24T09:00:30Z"

    world.reviews.add_approval(read_approval(opened), timeout_minutes=10_080)

    assert world.sender.send_due("e-1") is MailKind.FIRST


def test_a_credential_in_the_error_is_taken_out(world):
    key = "AKIA" + "IOSFODNN7" + "ABCDEFG"
    world.records.fail_to_capture("e-1", f"The change could not be extracted. fatal: bad revision '{key}'")

    world.sender.send_due("e-1")

    (letter,) = world.mailer.letters
    assert key not in letter.text + letter.html
    assert "[redacted:" in letter.text


@settings(max_examples=40)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_nothing_of_the_error_becomes_markup_or_a_link(text):
    mail = render_notice(_notice(reason=text))
    page = Page(mail.html)

    assert set(page.tags) <= MAIL_TAGS
    assert page.links == [_URL]
    assert page.addresses == []
    assert mail.text.count(_URL) == 1
    assert not [piece for piece in page.pieces if LINKS.search(piece)]
    assert all(character.isprintable() or character == "\n" for character in mail.text.replace("\u200c", ""))
    assert (mail.subject + mail.text + mail.html).encode()


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_error_adds_nothing_to_the_page(text):
    plain, hostile = (Page(render_notice(_notice(reason=reason)).html) for reason in (_ERROR, text))

    harmless = {"code", "wbr"}  # a font, and where a long name may be broken
    assert [tag for tag in hostile.tags if tag not in harmless] == [tag for tag in plain.tags if tag not in harmless]


def test_an_address_that_is_none_is_refused():
    with pytest.raises(ValueError, match="web address"):
        _notice(pipeline_url="javascript:alert(1)")


def test_both_parts_of_the_notice_say_the_same():
    mail = render_notice(_notice(is_repetition=True))
    page = _words(Page(mail.html).text)

    for sentence in (
        "You may have had this mail already: whether it arrived is not known.",
        "What commit cccccccc would change in production could not be read, so there is no analysis of it.",
        "This does not mean that nothing changes.",
        "The repository has no commit yet.",
        "As soon as the change can be read, its brief comes as usual.",
        f"execution e-1, candidate {COMMIT}.",
    ):
        assert sentence in page
        assert sentence in _words(mail.text)
