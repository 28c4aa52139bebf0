"""A finding quotes changed lines and speaks of them; a quotation in prose stands in the change."""

from dataclasses import replace

import pytest

from tests.unit.corpus.claims import CASES, Case
from tests.unit.test_grounding import FINDING, STACK, grounded, kept

AUTH = next(case for case in CASES if case.path == "app/auth.py")
DOCKERFILE = next(case for case in CASES if case.path == "Dockerfile")


def findings(**changes):
    return grounded(STACK, findings=[replace(FINDING, **changes)]).findings


def test_a_quote_of_unchanged_lines_proves_nothing():
    assert findings(quote='handler="app.handler",', line_start=5, line_end=5) == ()


def test_a_quote_may_begin_on_an_unchanged_line():
    assert findings(quote='handler="app.handler",\n        timeout=Duration.seconds(5),', line_start=5, line_end=6)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Worth a look", "Anybody can read the bucket."),
        ("Danger", "Passwords are stored in clear text."),
        ("Slow", "The loop runs for ever."),
    ],
)
def test_a_finding_that_speaks_of_something_else_than_it_quotes_is_dropped(title, text):
    assert findings(title=title, text=text) == ()


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Short time-out", "It was longer."),
        ("Slow requests", "They end after 5 seconds."),
        ("Less time", "It was ten minutes; the function may need them."),
        ("Kürzere Frist", "Lange Berechnungen brechen ab."),
    ],
)
def test_a_finding_that_speaks_of_what_it_quotes_is_kept(title, text):
    assert findings(title=title, text=text)


def test_a_quotation_of_several_words_stands_in_the_change():
    assert kept(AUTH, 'Somebody sees the error "no such user".')
    assert kept(AUTH, 'Somebody sees the error "account is locked now".') == ""


def test_one_or_two_words_between_quotation_marks_may_be_the_writers_own():
    assert kept(AUTH, 'Sessions last 30 days, which is "rather long".')


@pytest.mark.parametrize(
    ("case", "text"),
    [
        (DOCKERFILE, "The container now runs as the user `app`."),
        (DOCKERFILE, "The Dockerfile now sets a user."),
        (STACK, "The time-out lasts only 10 minutes."),
        (STACK, "The memory is halved."),
        (STACK, "`memory_size` is renamed."),
        (STACK, "The URL no longer asks for `AWS_IAM` instead of `NONE`."),
        (AUTH, "A session no longer lasts 30 days; it was 7."),
    ],
)
def test_what_was_is_not_what_is_now(case, text):
    assert kept(case, text) == ""


def test_what_is_no_longer_is_what_was():
    text = "A session no longer lasts 7 days instead of 30."

    assert kept(AUTH, text) == text


def test_two_numbers_that_never_followed_each_other_are_no_change():
    case = next(case for case in CASES if case.path == "config/production.yml")

    assert kept(case, "The pool of database connections grows from 30 to 50.") == ""


def test_sizes_of_machines_have_an_order():
    case = next(case for case in CASES if case.path == "terraform/network.tf")

    assert kept(case, "The database instance gets smaller, from `db.t3.medium` to `db.t3.large`.") == ""
    assert kept(case, "The database instance gets larger, from `db.t3.medium` to `db.t3.large`.")


def test_versions_are_numbers_with_a_v_in_front_too():
    case = Case("deploy/gateway.yaml", "image: example.org/gateway:v4.11.0", "image: example.org/gateway:v4.11.3", ())

    assert kept(case, "The gateway moves from v4.11.0 to v4.11.3.")
    assert kept(case, "The gateway moves from v4.11.3 to v4.11.0.") == ""
    assert kept(case, "The gateway moves to v4.12.0.") == ""


def test_what_the_change_announces_may_be_told():
    old = "def total(basket):\n    return amount(basket)"
    warning = '    warn("Call amount(): total() will be removed in Basket 5.2.")'
    case = Case("basket.py", old, old.replace("\n", f"\n{warning}\n"), ())

    assert kept(case, "The function will be removed in Basket 5.2.")
    assert kept(case, "The function will be removed in Basket 6.3.") == ""


def test_a_name_may_be_counted():
    old = "def wait(pause: int): ...\ndef retry(pause: int): ...\ndef stop(after: int): ..."
    case = Case("clock.pyi", old, old.replace("int", "Seconds"), ())

    assert kept(case, "`Seconds` is now used in three places.")
    assert kept(case, "`Seconds` is now used in seven places.") == ""
