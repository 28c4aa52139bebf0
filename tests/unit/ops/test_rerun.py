"""`./review rerun`: analysed again, kept beside the first."""

import json
from dataclasses import replace

import pytest

from lambdas.shared.domain.model_errors import ModelAccessDeniedError
from ops.aws.identity import Identity
from ops.commands import rerun
from tests.unit.fake_world import SETTINGS
from tests.unit.ops.histories import decided, deployed
from tests.unit.scripted_model import ScriptedModel

ME = "arn:aws:iam::111122223333:user/operator"


class FakeReruns:
    def __init__(self, documents):
        self._documents = documents

    def put(self, item):
        key = item["execution_id"], item["item"]
        assert key not in self._documents.reruns
        self._documents.reruns[key] = item


@pytest.fixture
def again(desk, monkeypatch):
    """Runs the command with a model that answers like this."""
    desk.given |= {
        "caller": Identity("111122223333", "eu-west-1", ME),
        "reruns": FakeReruns(desk.documents),
    }
    deployed(desk.records, "e-1")

    def run(*answers, options=()):
        monkeypatch.setattr(rerun, "Bedrock", lambda: ScriptedModel(list(answers)))
        return desk.run("rerun", "e-1", *options)

    return run


def test_the_second_review_is_kept_beside_the_first_and_the_trail_tells_of_it(desk, again):
    before = desk.records.read("e-1")

    said = again()

    record = desk.records.read("e-1")
    item = desk.documents.reruns["e-1", "REVIEW#000001"]
    assert said.exit_code == 0
    assert record.main["review_digest"] == before.main["review_digest"]
    assert (record.status, record.main["decision"]) == (before.status, before.main["decision"])
    assert record.trail[-1].event == "analysed again"
    assert record.main["reruns"] == [
        {
            "item": "REVIEW#000001",
            "review_digest": item["review_digest"],
            "model_id": "none",
            "prompt_version": "",
            "at": "2026-08-24T08:00:00Z",
            "by": ME,
        }
    ]
    assert desk.run("verify").exit_code == 0


def test_each_has_its_own_item(desk, again):
    again()
    again()

    assert [each["item"] for each in desk.records.read("e-1").main["reruns"]] == ["REVIEW#000001", "REVIEW#000002"]


def test_how_the_two_differ_is_shown(desk, again):
    said = again()

    assert "written by" in said.stdout
    assert "the rules alone" in said.stdout
    assert "Only in the first" in said.stdout


def test_a_later_review_that_was_touched_is_found_out(desk, again):
    again()
    key = "e-1", "REVIEW#000001"
    desk.documents.reruns[key] = {**desk.documents.reruns[key], "review": desk.records.read("e-1").main["review"]}

    said = desk.run("verify")

    assert said.exit_code == 1
    assert "The review REVIEW#000001 is not the one that was saved." in said.stdout


def test_what_a_later_review_cost_is_counted(desk, again):
    again()

    assert sum(each["reviews"] for each in desk.ask("cost")["costs"]) == 2


def test_a_model_is_asked_alone_and_its_failure_keeps_nothing(desk, again):
    desk.pipelines["sorting"] = replace(SETTINGS, model_id="offline", fallback_model_ids=("never.asked",))

    said = again(ModelAccessDeniedError("The model may not be used."), options=("--model", "eu.some.model"))

    assert said.exit_code == 3
    assert "Nothing was kept, because no model wrote a review." in said.stderr
    assert "eu.some.model: The model may not be used." in said.stderr
    assert "never.asked" not in said.stderr
    assert "reruns" not in desk.records.read("e-1").main


@pytest.mark.usefixtures("again")
def test_the_change_is_held_to_both_policies_again(desk, monkeypatch):
    """That of the settings and that of the repository, as when the function read it."""
    model = ScriptedModel([ModelAccessDeniedError("The model may not be used.")])
    monkeypatch.setattr(rerun, "Bedrock", lambda: model)
    desk.documents.policy = "Tests stay.\n"
    desk.pipelines["sorting"] = replace(SETTINGS, policies=("No table is dropped.",))

    desk.run("rerun", "e-1", "--model", "eu.some.model")

    (request,) = model.requests
    words = json.dumps(request["messages"])
    assert "No table is dropped." in words
    assert "Tests stay." in words


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("e-1", "--prompt", "v0"), "There is no version 'v0' of the prompt; there is v1."),
        (("e-2",), "Execution e-2 has no review yet"),
        (("e-3",), "The pipeline 'gone' is not under review any more"),
    ],
)
def test_what_cannot_be_done_is_said(desk, again, arguments, sentence):
    desk.records.capture("e-2")
    decided(desk.records, "e-3", event="approval_succeeded_with_comment")
    desk.records.records["e-3"].main["pipeline_name"] = "gone"

    said = desk.run("rerun", *arguments)

    assert said.exit_code == 3
    assert sentence in said.stderr
