"""How often one mail is tried whose arrival nobody can know."""

import pytest

from lambdas.shared.domain.attempts import Attempt, MailKind, claimed, due_again
from lambdas.shared.domain.times import later

_AT = "2026-11-23T06:00:00Z"


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 10), (5, 10), (6, 60), (50, 60)])
def test_a_mail_without_an_answer_is_sent_again_after_minutes_then_every_hour_and_never_given_up(attempts, minutes):
    attempt = Attempt(MailKind.FIRST, "claim-1", "approver@example.com", _AT)
    known = {}
    for _ in range(attempts):
        known = {**known, **claimed(known, attempt)}

    assert due_again(known, now=later(_AT, minutes=minutes - 1)) is None
    assert due_again(known, now=later(_AT, minutes=minutes)) is MailKind.REMINDER
