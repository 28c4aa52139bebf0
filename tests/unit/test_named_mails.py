"""Mails that stand by name in a map of the main item: those about an error, and those about a check."""

from dataclasses import replace

import pytest

from lambdas.shared.domain.attempts import Accepted, Attempt, MailKind, Refused
from lambdas.shared.domain.check_mails import CHECK_MAILS
from lambdas.shared.domain.deliveries import Delivery, Fate
from lambdas.shared.domain.delivery_amendments import delivery_amendment
from lambdas.shared.domain.notices import NOTICES
from lambdas.shared.domain.record import Record

AT, LATER = "2026-08-24T06:05:30Z", "2026-08-24T06:05:32Z"
FIRST, SECOND = (Attempt(MailKind.CHECK, claim, "a@example.com", AT) for claim in ("claim-1", "claim-2"))


def applied(record, amendment):
    return replace(record, main={**record.main, **amendment.main})


@pytest.fixture(params=[NOTICES, CHECK_MAILS], ids=lambda named: named.attribute)
def named(request):
    return request.param


@pytest.fixture
def claimed(named):
    return applied(Record("e-1"), named.claimed(Record("e-1"), "one", FIRST))


def test_each_name_has_a_mail_of_its_own(named, claimed):
    both = applied(claimed, named.claimed(claimed, "other", SECOND))

    assert {name: mail["mail_claim"] for name, mail in named.all(both).items()} == {
        "one": "claim-1",
        "other": "claim-2",
    }


def test_the_trail_says_what_kind_of_mail_it_was(named, claimed):
    sent = named.answered(claimed, "one", Accepted("m-1", "a@example.com", LATER, "claim-1"))
    refused = named.answered(claimed, "one", Refused("MessageRejected", LATER), also={"more": "true"})

    assert (sent.event, refused.event) == (f"{named.one} sent", f"{named.one} refused")
    assert refused.main["more"] == "true"


def test_an_answer_that_got_lost_is_settled_by_what_ses_tells(named, claimed):
    told = Delivery(Fate.SENT, "e-1", "m-1", "claim-1", LATER, (), "")

    settled = applied(claimed, delivery_amendment(claimed, told))

    mail = named.known(settled, "one")
    assert (mail["mail_status"], mail["mail_message_id"], mail["mail_to"]) == ("SENT", "m-1", "a@example.com")
    assert delivery_amendment(settled, told) is None


def test_an_answer_to_an_attempt_before_changes_nothing(named, claimed):
    again = applied(claimed, named.claimed(claimed, "one", SECOND))

    assert named.answered(again, "one", Accepted("m-1", "a@example.com", LATER, "claim-1")) is None
