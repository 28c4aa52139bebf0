"""`./review failed` and `./review replay`."""

import pytest

from ops.replaying import Replayer
from tests.unit.ops.failures import KEY, FakeFunctions, fake_store, stream_object, undelivered
from tests.unit.ops.histories import reviewed


@pytest.fixture
def functions():
    return FakeFunctions()


@pytest.fixture
def store(desk, functions):
    store = fake_store()
    desk.given |= {"failures": store, "replayer": Replayer(functions, desk.records.read)}
    desk.records.capture("e-1")
    desk.records.capture("e-2")
    return store


def test_nothing_failed(desk, store):
    assert (desk.run("failed").exit_code, desk.run("failed").stdout) == (0, "Nothing failed.\n")
    assert desk.run("replay", "--all").stdout == "Nothing failed.\n"


def test_what_failed_is_listed_from_both_places_without_the_change(desk, store):
    store.bucket.kept[KEY] = stream_object("e-1")
    store.queue.kept.append(undelivered("e-2"))

    said = desk.run("failed", "--json")

    assert said.exit_code == 1
    assert [(each["id"], each["kind"], each["execution_ids"]) for each in said.data["failed"]] == [
        ("4f5c-1", "stream", ["e-1"]),
        ("m-1", "undelivered", ["e-2"]),
    ]
    assert "diff_sha256" not in said.stdout


def test_what_was_replayed_is_set_aside(desk, store, functions):
    store.bucket.kept[KEY] = stream_object("e-1")
    store.queue.kept.append(undelivered("e-2"))

    said = desk.run("replay", "--all")

    assert said.exit_code == 0
    assert [name for name, _ in functions.invoked] == ["DeploymentReview-AnalyzeChange-1"] * 2
    assert functions.invoked[0][1]["Records"][0]["eventName"] == "INSERT"
    assert functions.invoked[1][1]["detail"] == {"execution-id": "e-2"}
    assert (store.bucket.kept, store.bucket.replayed, store.queue.kept) == ({}, [KEY], [])


def test_one_is_replayed_by_the_beginning_of_its_id(desk, store, functions):
    store.bucket.kept[KEY] = stream_object("e-1")
    store.queue.kept.append(undelivered("e-2"))

    data = desk.ask("replay", "m-")

    assert [(each["id"], each["result"]) for each in data["replayed"]] == [("m-1", "replayed")]
    assert KEY in store.bucket.kept


def test_what_fails_again_stays(desk, store, functions):
    store.bucket.kept[KEY] = stream_object("e-1")
    functions.failure = "ShapeError"

    said = desk.run("replay", "--all")

    assert said.exit_code == 1
    assert "failed again ShapeError" in said.words
    assert KEY in store.bucket.kept


def test_a_change_that_was_captured_anew_is_not_reviewed_as_it_was(desk, store, functions):
    store.bucket.kept[KEY] = stream_object("e-1", "e-2", diff_sha256="0" * 64)
    reviewed(desk.records, "e-1", diff_sha256="f" * 64)

    said = desk.run("replay", "--all")

    assert functions.invoked == []
    assert "not needed any more" in said.words
    assert store.bucket.kept == {}


def test_no_function_of_somebody_else_is_invoked(desk, store, functions):
    other = "arn:aws:lambda:eu-west-1:111122223333:function:pay-salaries"
    store.bucket.kept[KEY] = stream_object("e-1", function=other)

    said = desk.run("replay", "--all")

    assert said.exit_code == 1
    assert functions.invoked == []
    assert "not for a function of this installation" in said.words


def test_what_nobody_of_ours_wrote_is_said_to_be_there(desk, store):
    store.bucket.kept["aws/lambda/\x1b[2J"] = b"<html>"

    said = desk.run("failed")

    assert said.exit_code == 1
    assert "Not read, because nothing of ours wrote it: aws/lambda/␛[2J: it is no JSON" in said.stdout


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["x", "--all"], 2), (["nope"], 3)])
def test_what_makes_no_sense_is_said(desk, store, arguments, code):
    said = desk.run("replay", *arguments)

    assert said.exit_code == code
    assert "Error: " in said.stderr
