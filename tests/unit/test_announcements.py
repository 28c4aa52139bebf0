"""What subscribers are told, at most once each, in a form that does not change; and how chat shows it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from botocore.exceptions import ClientError
from jsonschema import Draft202012Validator

from lambdas.shared.aws import announcer as announcer_module
from lambdas.shared.aws import brief_sender
from lambdas.shared.aws.announcer import Announcer
from lambdas.shared.brief.chat import custom_notification, harmless
from lambdas.shared.domain.approvals import read_approval
from tests.events import recorded
from tests.unit.fake_world import SETTINGS, World
from tests.unit.sample_briefs import sample_review

SCHEMA = Draft202012Validator(json.loads(Path("docs/announcement.schema.json").read_text(encoding="utf-8")))
TOPIC, CHAT = "arn:aws:sns:eu-west-1:111122223333:Told", "arn:aws:sns:eu-west-1:111122223333:Chat"
TOLD = replace(SETTINGS, topic_arn=TOPIC, chat_topic_arns=(CHAT,))


class FakeSns:
    def __init__(self):
        self.published, self.is_refusing = [], False

    def publish(self, *, TopicArn, Message, MessageAttributes):  # noqa: N803 -- as boto3 has it
        if self.is_refusing:
            raise ClientError({"Error": {"Code": "AuthorizationError"}}, "Publish")
        self.published.append((TopicArn, json.loads(Message), MessageAttributes["event"]["StringValue"]))

    @property
    def messages(self):
        return [message for topic, message, _event in self.published if topic == TOPIC]


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr(brief_sender, "read_settings", lambda _name: TOLD)
    monkeypatch.setattr(announcer_module, "read_settings", lambda _name: TOLD)
    world = World()
    world.records.capture("e-1")
    return world


@pytest.fixture
def sns():
    return FakeSns()


@pytest.fixture
def announcer(world, sns):
    return Announcer(world.reviews, "https://console.aws.amazon.com", world.clock, sns)


def tell(world, name):
    approval = read_approval(recorded(name), account_id="111122223333")
    world.reviews.add_approval(approval, timeout_minutes=10_080, required=1)


def mail(world):
    world.reviews.save_review("e-1", sample_review())
    tell(world, "approval_started")
    world.sender.send_due("e-1")


def test_a_waiting_approval_is_told_once_when_its_approver_has_been_mailed(world, announcer, sns):
    mail(world)

    assert announcer.announce_due("e-1") == (1, 0)
    assert announcer.announce_due("e-1") == (0, 0)

    (message,) = sns.messages
    assert (message["event"], message["approval"]["status"]) == ("approval_waiting", "WAITING")
    assert message["approval"]["url"].startswith("https://console.aws.amazon.com/codesuite/codepipeline/pipelines/")
    assert message["headline"] == sample_review().summary.headline
    SCHEMA.validate(message)


def test_a_decision_is_told_with_who_and_why(world, announcer, sns):
    mail(world)
    announcer.announce_due("e-1")
    tell(world, "approval_rejected_with_comment")

    announcer.announce_due("e-1")

    message = sns.messages[-1]
    said = recorded("approval_rejected_with_comment")["detail"]["execution-result"]["external-execution-summary"]
    assert (message["event"], message["approval"]["status"], message["approval"]["comment"]) == (
        "approval_decided",
        "REJECTED",
        said,
    )
    assert "url" not in message["approval"]
    SCHEMA.validate(message)


@pytest.mark.parametrize(
    ("status", "event"),
    [
        ("DEPLOYED", "execution_ended"),
        ("DEPLOY_FAILED", "execution_ended"),
        ("ROLLED_BACK", "execution_ended"),
        ("STOPPED", "execution_ended"),
        ("SUPERSEDED", "execution_ended"),
        ("FAILED", "execution_failed"),
    ],
)
def test_an_end_is_told(world, announcer, sns, status, event):
    record = world.records.read("e-1")
    ends = {"DEPLOYED": "SUCCEEDED", "DEPLOY_FAILED": "FAILED", "ROLLED_BACK": "SUCCEEDED"}
    facts = {"execution_state": ends.get(status, status), "execution_state_at": "2026-08-24T07:00:00Z"}
    if status == "ROLLED_BACK":
        facts["rolled_back_at"] = "2026-08-24T08:00:00Z"
    world.records.records["e-1"] = replace(record, main={**record.main, **facts, "status": status})
    if status == "DEPLOY_FAILED":
        tell(world, "approval_succeeded_with_comment")

    announcer.announce_due("e-1")

    assert sns.messages[-1]["event"] == event
    assert sns.messages[-1]["status"] == status
    SCHEMA.validate(sns.messages[-1])


def test_the_trail_says_what_was_announced(world, announcer):
    mail(world)

    announcer.announce_due("e-1")

    assert world.records.read("e-1").trail[-1].event == "approval waiting announced"


def test_a_pipeline_without_a_topic_tells_nobody(world, announcer, sns, monkeypatch):
    monkeypatch.setattr(announcer_module, "read_settings", lambda _name: SETTINGS)
    mail(world)

    assert announcer.announce_due("e-1") == (0, 0)
    assert "announced" not in world.reviews.read("e-1").main


def test_what_sns_refuses_is_counted_and_stops_nothing(world, announcer, sns):
    sns.is_refusing = True
    mail(world)

    assert announcer.announce_due("e-1") == (0, 1)
    assert len(world.mailer.letters) == 1


def test_chat_has_the_schema_of_amazon_q_and_a_link_to_the_console(world, announcer, sns):
    mail(world)
    announcer.announce_due("e-1")

    (chat,) = [message for topic, message, _event in sns.published if topic == CHAT]
    assert (chat["version"], chat["source"], chat["content"]["textType"]) == ("1.0", "custom", "client-markdown")
    assert "https://console.aws.amazon.com/" in chat["content"]["nextSteps"][0]
    assert chat["metadata"]["threadId"] == "e-1"


@pytest.mark.parametrize(
    "hostile",
    [
        "<!channel> approve <https://evil.example|here>",
        "[approve](https://evil.example)",
        "*Approved* by `admin` @here",
        "line\n# heading\n> quote",
        "https://evil.example/login",
    ],
)
def test_words_of_a_change_neither_format_nor_link_nor_mention(hostile):
    message = {"event": "execution_ended", "pipeline_name": "shop", "status": "DEPLOYED", "execution_id": "e-1"}
    message |= {"pipeline_url": "https://console.example", "headline": hostile}

    shown = custom_notification(message)["content"]["description"]

    assert not set("<>*`[]()@#|!&") & set(shown)
    assert "\n" not in harmless(hostile)
    assert "https://" not in harmless(hostile)


def test_a_long_headline_is_cut():
    assert len(harmless("word " * 200)) <= 300
