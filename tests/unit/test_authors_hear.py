"""After a decision the authors hear of it once each, if the settings name their domain, and nobody else does."""

from dataclasses import replace

import pytest
from botocore.exceptions import ReadTimeoutError
from hypothesis import given
from hypothesis import strategies as st

from lambdas.reconcile import reconciler as reconciler_module
from lambdas.reconcile.reconciler import Reconciler
from lambdas.shared.aws import brief_sender, observer
from lambdas.shared.aws.mailer import MailRefusedError
from lambdas.shared.domain.approvals import read_approval
from lambdas.shared.domain.attempts import MailKind
from lambdas.shared.domain.authors import MOST_AUTHORS, authors_of
from lambdas.shared.domain.change import Commit
from lambdas.shared.domain.tampering import find_tampering
from tests.events import recorded
from tests.unit.fake_world import SETTINGS, World
from tests.unit.html_pages import Page
from tests.unit.sample_briefs import sample_change, sample_review

_TELLING = replace(SETTINGS, author_domains=("example.com",))
_UNKNOWN = ReadTimeoutError(endpoint_url="https://email.eu-west-1.amazonaws.com")


def _commit(email, number=0):
    return Commit(f"{number:040x}", f"Somebody <{email}>", "A change", author_email=email)


@pytest.fixture
def settings(monkeypatch):
    for module in (brief_sender, observer):
        monkeypatch.setattr(module, "read_settings", lambda _name: _TELLING)
    monkeypatch.setattr(reconciler_module, "pipelines_under_review", lambda: ("sorting",))


@pytest.fixture
def world(settings):
    world = World()
    world.clock.at = "2026-08-24T07:00:00Z"
    return world


def _decide(world, *emails, name="approval_succeeded_with_comment"):
    commits = tuple(_commit(email, number) for number, email in enumerate(emails))
    world.records.capture("e-1")
    review = sample_review(change=replace(sample_change(), commits=commits))
    world.reviews.save_review("e-1", review)
    for event in ("approval_started", name):
        world.reviews.add_approval(read_approval(recorded(event)), timeout_minutes=10_080)


def _told(world):
    return [letter.to for letter in world.mailer.letters]


def test_each_author_gets_a_mail_of_their_own_with_decision_comment_and_brief(world):
    _decide(world, "ada@example.com", "Grace@Example.com", "ada@example.com")

    kind = world.sender.send_due("e-1")

    letter = world.mailer.letters[0]
    text = " ".join(letter.text.split())
    comment = world.reviews.read("e-1").main["comment"]
    assert kind is MailKind.DECISION
    assert _told(world) == [("ada@example.com",), ("grace@example.com",)]
    assert letter.subject.startswith("[sorting] Approved: ")
    assert comment in text
    assert sample_review().summary.headline in text
    assert "Callers can now choose quick sort with the parameter" in text
    assert letter.report == b""
    assert find_tampering(world.reviews.read("e-1")) == ()


@pytest.mark.parametrize("name", ["approval_rejected_with_comment", "approval_expired"])
def test_authors_hear_of_rejections_and_of_approvals_that_nobody_decided(world, name):
    world.clock.at = "2026-08-31T06:30:00Z" if name == "approval_expired" else world.clock.at
    _decide(world, "ada@example.com", name=name)

    world.sender.send_due("e-1")

    assert len(world.mailer.letters) == 1
    assert "nothing of it was deployed" in " ".join(world.mailer.letters[0].text.split())


def test_nothing_is_told_twice(world):
    _decide(world, "ada@example.com")

    kinds = [world.sender.send_due("e-1") for _call in range(3)]

    assert kinds == [MailKind.DECISION, None, None]


def test_where_nobody_can_know_nothing_is_repeated(world):
    _decide(world, "ada@example.com")
    world.mailer.failures = [(_UNKNOWN, True)]
    with pytest.raises(ReadTimeoutError):
        world.sender.send_due("e-1")
    world.clock.pass_minutes(60)

    assert world.sender.send_due("e-1") is None
    assert len(world.mailer.letters) == 1


def test_an_author_whom_ses_refuses_keeps_no_other_waiting_and_is_left_alone(world):
    _decide(world, "ada@example.com", "grace@example.com")
    world.mailer.failures = [(MailRefusedError("MessageRejected"), False)]
    with pytest.raises(MailRefusedError):
        world.sender.send_due("e-1")

    kinds = [world.sender.send_due("e-1") for _call in range(2)]

    assert kinds == [MailKind.DECISION, None]
    assert _told(world) == [("grace@example.com",)]


def test_without_the_setting_nobody_hears(world, monkeypatch):
    monkeypatch.setattr(brief_sender, "read_settings", lambda _name: SETTINGS)
    _decide(world, "ada@example.com")

    assert world.sender.send_due("e-1") is None


def test_old_decisions_are_no_news(world):
    _decide(world, "ada@example.com")
    world.clock.pass_minutes(2 * 24 * 60)

    assert world.sender.send_due("e-1") is None


def test_the_reconciler_tells_what_the_stream_did_not_bring(world):
    _decide(world, "ada@example.com")

    tally, errors = Reconciler(world.sender).run()

    assert (tally.told_authors, errors) == (1, [])
    assert Reconciler(world.sender).run()[0].told_authors == 0


def test_the_mail_shows_no_code_and_nothing_of_it_becomes_a_link(world):
    _decide(world, "ada@example.com")

    world.sender.send_due("e-1")

    letter = world.mailer.letters[0]
    quotes = [finding.quote for finding in sample_review().findings if finding.quote]
    assert quotes
    assert not [quote for quote in quotes if quote in letter.text + letter.html]
    assert len(Page(letter.html).links) == 1


@pytest.mark.parametrize(
    "email",
    [
        "eve@example.org",
        "eve@sub.example.com",
        "eve@example.com.evil.org",
        "eve@evil.org, ada@example.com",
        "Ada <ada@example.com>",
        "ada@example.com\nBcc: eve@evil.org",
        "ada@example.com ",
        "1234+ada@users.noreply.github.com",
        "noreply@example.com",
        "no-reply@example.com",
        "donotreply@example.com",
        "build[bot]@example.com",
        "ad\u0430@example.com",
        "@example.com",
        "",
        "a" * 250 + "@example.com",
    ],
)
def test_an_address_that_is_odd_or_elsewhere_is_never_written_to(email):
    assert authors_of([_commit(email)], ("example.com", "users.noreply.github.com")) == ()


def test_few_are_written_to_however_many_a_change_names():
    commits = [_commit(f"a{number}@example.com", number) for number in range(500)]

    assert authors_of(commits, ("example.com",)) == tuple(f"a{number}@example.com" for number in range(MOST_AUTHORS))


@given(st.lists(st.text(max_size=30).map(lambda text: _commit(text + "@example.com")), max_size=5))
def test_whatever_stands_in_a_commit_only_plain_addresses_of_the_domain_come_out(commits):
    for address in authors_of(commits, ("example.com",)):
        assert address.isascii()
        assert address.endswith("@example.com")
        assert address.count("@") == 1
        assert not set(address) & set(' ,;<>()[]\\"\n\r:')
