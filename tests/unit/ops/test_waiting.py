"""`./review waiting`: the clock stands at 08:00; the recorded approval opened at 06:05."""

import pytest

from lambdas.shared.domain.attempts import Accepted, Attempt, MailKind
from lambdas.shared.domain.mails import answered, claim
from tests.unit.fake_world import SETTINGS
from tests.unit.ops.histories import decided, deployed, reviewed, waiting

CONSOLE = "https://console.aws.amazon.com"
CREATED = {"created_at": "2026-08-24T06:03:00Z"}


def mailed(desk, execution_id):
    reviews = waiting(desk.records, execution_id, **CREATED)
    at = "2026-08-24T06:05:30Z"
    attempt = Attempt(MailKind.FIRST, "claim-1", "approver@example.com", at)
    reviews.amend(execution_id, lambda record: claim(record, attempt, SETTINGS, report={}))
    accepted = Accepted("m-1", "approver@example.com", at)
    reviews.amend(execution_id, lambda record: answered(record, "a-1", accepted))


def test_a_decision_is_overdue_after_a_day(desk):
    mailed(desk, "e-1")

    (one,) = desk.ask("waiting")["waiting"]

    assert (one["waits_for"], one["since"], one["is_overdue"]) == ("decision", "2026-08-24T06:05:07Z", False)
    assert one["expires_at"] == "2026-08-31T06:05:07Z"
    desk.clock.at = "2026-08-25T06:05:07Z"
    assert desk.ask("waiting")["waiting"][0]["is_overdue"]


@pytest.mark.parametrize(
    ("write", "waits_for", "soon", "late"),
    [
        (lambda records: records.capture("e-1", **CREATED), "analysis", "06:22:59", "06:23:00"),
        (lambda records: waiting(records, "e-1", **CREATED), "mail", "06:20:06", "06:20:07"),
    ],
)
def test_what_the_product_owes_is_overdue_within_minutes(desk, write, waits_for, soon, late):
    write(desk.records)

    for at, is_overdue in ((soon, False), (late, True)):
        desk.clock.at = f"2026-08-24T{at}Z"
        said = desk.run("waiting", "--json")

        assert (said.data["waiting"][0]["waits_for"], said.data["waiting"][0]["is_overdue"]) == (waits_for, is_overdue)
        assert said.exit_code == int(is_overdue)


def test_a_build_may_take_as_long_as_it_takes(desk):
    reviewed(desk.records, "e-1", **CREATED)

    (one,) = desk.ask("waiting")["waiting"]

    assert (one["waits_for"], one["is_overdue"]) == ("approval to open", False)


def test_what_is_decided_or_over_does_not_wait(desk):
    decided(desk.records, "e-1", event="approval_succeeded_with_comment")
    deployed(desk.records, "e-2")

    said = desk.run("waiting")

    assert (said.exit_code, said.stdout) == (0, "Nothing waits.\n")


def test_the_longest_wait_comes_first_and_is_told_in_words(desk):
    mailed(desk, "e-1")
    reviewed(desk.records, "e-2", created_at="2026-08-24T06:00:00Z")

    said = desk.run("waiting")

    assert said.words.index("e-2") < said.words.index("e-1")
    assert "e-1 sorting decision 2026-08-24T06:05:07Z 1 h 54 min" in said.words


def test_an_open_approval_has_its_link_however_narrow_the_terminal_is(desk):
    mailed(desk, "e-1")
    token = desk.records.read("e-1").latest_approval["token"]

    said = desk.run("waiting", columns=60)

    url = f"{CONSOLE}/codesuite/codepipeline/pipelines/sorting/view?region=eu-west-1#/Approval/Approve/approve/{token}"
    assert f"Decide e-1: {url}" in said.stdout.splitlines()
    assert desk.ask("waiting")["waiting"][0]["approval_url"] == url


def test_before_the_approval_opens_there_is_no_link(desk):
    reviewed(desk.records, "e-1", **CREATED)

    assert desk.ask("waiting")["waiting"][0]["approval_url"] is None
    assert "Decide" not in desk.run("waiting").stdout
