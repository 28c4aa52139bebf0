"""Who pushed is kept beside the records, once for each person, and found for the commits of a change."""

from dataclasses import replace

import pytest
from moto import mock_aws

from lambdas.shared.aws.push_table import PushTable, UnreadPushesError
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.domain.pushes import read_push
from lambdas.shared.domain.segregation import Push
from lambdas.shared.domain.status import Status
from tests.aws.reviews_table import TABLE, create_table
from tests.events import recorded

_TOLD = read_push(recorded("branch_updated"))
_GRACE = _TOLD.push.pushed_by
_HEDY = "arn:aws:iam::111122223333:user/hedy"


@pytest.fixture
def client():
    with mock_aws():
        yield create_table()


@pytest.fixture
def pushes(client):
    return PushTable(TABLE, sleep=lambda _seconds: None)


def _of(commit_id, pushed_by=_GRACE):
    return replace(_TOLD, push=Push(commit_id, pushed_by))


def test_a_push_that_is_told_twice_is_kept_once(client, pushes):
    for expires_on in (1_800_000_000, 1_800_000_000):
        pushes.add(_TOLD, expires_on=expires_on)

    (item,) = client.scan(TableName=TABLE)["Items"]
    assert item == {
        "execution_id": {"S": "push/sorting"},
        "item": {"S": "c" * 40},
        "pushed_by": {"SS": [_GRACE]},
        "pushed_at": {"S": "2026-08-24T05:59:58Z"},
        "expires_on": {"N": "1800000000"},
    }


def test_everybody_who_brought_a_commit_is_found(pushes):
    pushes.add(_of("c" * 40), expires_on=1)
    pushes.add(_of("c" * 40, _HEDY), expires_on=1)

    assert pushes.read("sorting", ["d" * 40, "c" * 40]) == (Push("c" * 40, _HEDY), Push("c" * 40, _GRACE))
    assert pushes.read("shop", ["c" * 40]) == ()


def test_the_commits_of_a_large_change_are_all_looked_up(pushes):
    ids = [f"{number:040x}" for number in range(250)]
    for id_ in (ids[0], ids[149], ids[249]):
        pushes.add(_of(id_), expires_on=1)

    assert {push.commit_id for push in pushes.read("sorting", ids)} == {ids[0], ids[149], ids[249]}


def test_what_dynamodb_leaves_out_is_asked_for_again_and_never_taken_for_nothing(pushes, monkeypatch):
    asked = []

    def batch_get_item(RequestItems):  # noqa: N803
        asked.append(RequestItems[TABLE]["Keys"])
        return {"Responses": {}, "UnprocessedKeys": {TABLE: {"Keys": RequestItems[TABLE]["Keys"][1:] or asked[0][:1]}}}

    monkeypatch.setattr(pushes._client, "batch_get_item", batch_get_item)

    with pytest.raises(UnreadPushesError):
        pushes.read("sorting", ["c" * 40, "d" * 40])

    assert [len(keys) for keys in asked] == [2, 1, 1, 1, 1]


def test_a_hasty_reader_waits_for_less_than_a_second(client, monkeypatch):
    slept = []
    pushes = PushTable(TABLE, is_hasty=True, sleep=slept.append)
    nothing = {"Responses": {}, "UnprocessedKeys": {TABLE: {"Keys": [{}]}}}
    monkeypatch.setattr(pushes._client, "batch_get_item", lambda **_: nothing)

    with pytest.raises(UnreadPushesError):
        pushes.read("sorting", ["c" * 40])

    assert 0 < sum(slept) < 1


def test_an_item_that_somebody_else_made_names_no_pusher(client, pushes):
    client.put_item(TableName=TABLE, Item={"execution_id": {"S": "push/sorting"}, "item": {"S": "c" * 40}})

    assert pushes.read("sorting", ["c" * 40]) == ()


def test_pushes_are_no_executions(pushes):
    pushes.add(_TOLD, expires_on=1)

    assert [row for status in Status for row in ReviewTable(TABLE).with_status(status)] == []
