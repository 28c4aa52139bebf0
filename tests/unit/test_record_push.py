"""Who pushed is kept as CodeCommit tells it, and nothing else is believed."""

import base64
from types import SimpleNamespace

import pytest

from lambdas.record_push import handler as step
from lambdas.shared.domain.change import Commit
from lambdas.shared.domain.events import RefusedEventError
from lambdas.shared.domain.pushes import looked_up, read_push
from lambdas.shared.domain.segregation import Push
from local.codecommit.git_credentials import user_name_of
from tests.events import recorded

_ACCOUNT = "111122223333"
_GRACE = f"arn:aws:sts::{_ACCOUNT}:assumed-role/Developers/grace@example.com"


def told(**detail):
    event = recorded("branch_updated")
    event["detail"] |= detail
    return event


def test_the_caller_of_a_push_is_kept_with_the_commit_that_it_brought():
    push = read_push(told(), account_id=_ACCOUNT)

    assert (push.repository_name, push.push, push.at) == ("sorting", Push("c" * 40, _GRACE), "2026-08-24T05:59:58Z")


def test_a_branch_that_is_new_was_pushed_too():
    event = told(event="referenceCreated")
    del event["detail"]["oldCommitId"]

    assert read_push(event, account_id=_ACCOUNT).push.pushed_by == _GRACE


@pytest.mark.parametrize(
    "detail",
    [
        {"event": "referenceDeleted"},
        {"event": None},
        {"referenceType": "tag"},
        {"repositoryName": "sorting/../shop"},
        {"repositoryName": ""},
        {"commitId": "c" * 39},
        {"commitId": "C" * 40},
        {"commitId": ["c" * 40]},
        {"callerUserArn": "grace@example.com"},
        {"callerUserArn": f"{_GRACE}\n"},
        {"callerUserArn": f"{_GRACE} and others"},
        {"callerUserArn": None},
    ],
)
def test_a_push_of_another_shape_is_refused(detail):
    with pytest.raises(RefusedEventError) as refused:
        read_push(told(**detail), account_id=_ACCOUNT)

    assert "grace" not in str(refused.value)


@pytest.mark.parametrize(
    "envelope",
    [
        {"account": "444455556666"},
        {"source": "com.example.forged"},
        {"detail-type": "CodeCommit Pull Request State Change"},
        {"time": "yesterday"},
        {"detail": None},
    ],
)
def test_an_event_of_another_account_or_service_is_refused(monkeypatch, lambda_context, envelope):
    kept = []
    monkeypatch.setattr(step, "pushes", lambda: SimpleNamespace(add=kept.append))

    with pytest.raises(RefusedEventError):
        step.handler(told() | envelope, lambda_context)

    assert kept == []


@pytest.mark.parametrize(
    ("record_retention_days", "days"),
    [("0", 400), ("30", 30), ("3650", 400)],
)
def test_a_push_is_kept_as_long_as_records_and_never_longer_than_400_days(
    monkeypatch, lambda_context, record_retention_days, days
):
    kept = []
    monkeypatch.setenv("RECORD_RETENTION_DAYS", record_retention_days)
    monkeypatch.setattr(
        step, "pushes", lambda: SimpleNamespace(add=lambda push, *, expires_on: kept.append((push, expires_on)))
    )

    step.handler(told(), lambda_context)

    assert kept == [(read_push(told()), 1_787_551_198 + days * 86_400)]


def test_who_pushed_is_in_no_log(monkeypatch, lambda_context, caplog):
    monkeypatch.setenv("RECORD_RETENTION_DAYS", "0")
    monkeypatch.setattr(step, "pushes", lambda: SimpleNamespace(add=lambda *_, **__: None))

    step.handler(told(), lambda_context)

    (logged,) = [vars(record) for record in caplog.records]
    assert (logged["message"], logged["commit_id"]) == ("push recorded", "c" * 40)
    assert "grace" not in str(logged)


def test_pushers_are_asked_for_of_the_candidate_and_the_newest_commits_each_once():
    commits = [Commit(f"{number:040x}", "A", "S") for number in range(900)]

    ids = looked_up("c" * 40, [Commit("c" * 40, "A", "S"), *commits])

    assert ids == ("c" * 40, *(commit.id for commit in commits[:499]))
    assert looked_up(None, commits[:2]) == tuple(commit.id for commit in commits[:2])


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (f"Basic {base64.b64encode(b'grace:secret').decode()}", "grace"),
        (f"basic {base64.b64encode(b'grace@example.com:').decode()}", "grace@example.com"),
        (f"Basic {base64.b64encode(b'a/b:').decode()}", ""),
        (f"Basic {base64.b64encode(bytes([255, 254])).decode()}", ""),
        ("Basic %%%", ""),
        ("Bearer Z3JhY2U6", ""),
        ("", ""),
    ],
)
def test_the_one_machine_cloud_takes_the_name_from_git_credentials(header, name):
    assert user_name_of(header) == name
