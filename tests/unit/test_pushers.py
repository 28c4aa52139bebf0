"""Who pushed a change, in the fewest words that say no more than is known."""

from dataclasses import replace

import pytest

from lambdas.shared.domain.principals import read_principal
from lambdas.shared.domain.pushers import Pushers, pushers_of
from lambdas.shared.domain.segregation import Push
from tests.unit.sample_briefs import HEAD, sample_change

CHANGE = sample_change()
EARLIER = CHANGE.commits[1].id
IAM, STS = "arn:aws:iam::111122223333", "arn:aws:sts::111122223333:assumed-role"
ADA, GRACE = f"{STS}/Developers/ada@example.com", f"{IAM}:user/teams/grace"


def pushers(*pushes, change=CHANGE, people=()):
    return pushers_of(change, [Push(commit_id, arn) for commit_id, arn in pushes], people)


@pytest.mark.parametrize(
    ("pushes", "of_candidate", "of_earlier"),
    [
        ([], (), ()),
        ([(HEAD, GRACE)], ("grace",), ()),
        ([(HEAD, GRACE), (EARLIER, GRACE)], ("grace",), ()),
        ([(HEAD, GRACE), (HEAD, ADA)], ("grace", "ada@example.com"), ()),
        ([(EARLIER, ADA), (HEAD, GRACE)], ("grace",), ("ada@example.com",)),
        ([(EARLIER, ADA)], (), ("ada@example.com",)),
        ([(HEAD, GRACE), (HEAD, f"{STS}/Developers/grace")], ("grace",), ()),  # one person, in two roles
        ([(HEAD, "grace@example.com")], ("grace@example.com",), ()),
    ],
)
def test_those_who_pushed_the_candidate_stand_apart_from_those_who_pushed_before(pushes, of_candidate, of_earlier):
    assert pushers(*pushes) == Pushers(of_candidate, of_earlier)


@pytest.mark.parametrize(
    ("arn", "shown"),
    [
        (f"{IAM}:root", "the account's root user"),
        (f"{IAM}:user/root", "root"),
        (f"{STS}/Deploy/i-0123456789abcdef0", "Deploy/i-0123456789abcdef0"),
        (f"{IAM}:role/Deploy", "role/Deploy"),
        (f"{IAM}:<img/src=x>", "<img/src=x>"),
        (f"{IAM}:root:", f"{IAM}:root:"),
    ],
)
def test_of_a_caller_without_a_name_it_is_shown_what_it_is(arn, shown):
    assert read_principal(arn).shown == shown
    assert pushers((HEAD, arn)) == Pushers((shown,))


def test_a_pusher_is_the_author_who_seems_to_have_written_every_commit():
    alone = replace(CHANGE, commits=CHANGE.commits[:1])

    assert pushers((HEAD, ADA), change=alone).is_author
    assert not pushers((HEAD, ADA)).is_author  # Charles wrote the other one
    assert not pushers((HEAD, GRACE), change=alone).is_author
    assert not pushers((HEAD, ADA), (HEAD, GRACE), change=alone).is_author
    assert not pushers((EARLIER, ADA), change=alone).is_author  # who pushed the candidate is not known
    assert not pushers((HEAD, ADA), change=replace(CHANGE, commits=())).is_author


def test_the_settings_have_the_last_word_on_who_is_whom():
    alone = replace(CHANGE, commits=CHANGE.commits[:1])
    people = (("grace", "ada@example.com"), ("ada", "other@example.com"))

    assert pushers((HEAD, GRACE), change=alone, people=people).is_author
    assert not pushers((HEAD, f"{IAM}:user/ada"), change=alone, people=people).is_author
