"""The one-machine cloud's SES: each mail's events as AWS records them, and the mailbox simulator's addresses."""

import base64
from typing import Any

import pytest

from local.ses.events import MailEvents
from local.ses.sent_mail import SentMail
from tests.events import recorded

ALL = frozenset({"SEND", "REJECT", "DELIVERY", "BOUNCE", "COMPLAINT"})
ROLE = "arn:aws:sts::111122223333:assumed-role/request-approval/f"
VIRUS = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*"


def mail_to(*addresses: str, report: str = "<p>") -> SentMail:
    attachment = {"FileName": "report.html", "RawContent": base64.b64encode(report.encode()).decode()}
    request = {
        "FromEmailAddress": "Deployment Review <reviews@example.com>",
        "ConfigurationSetName": "reviews",
        "Destination": {"ToAddresses": list(addresses)},
        "Content": {
            "Simple": {
                "Subject": {"Data": "Approve?"},
                "Body": {"Text": {"Data": "Text"}},
                "Headers": [{"Name": "X-Own", "Value": "e-1"}],
                "Attachments": [attachment],
            }
        },
        "EmailTags": [{"Name": "execution_id", "Value": "e-1"}, {"Name": "claim", "Value": "claim-1"}],
    }
    return SentMail(request, "message-1", ROLE, "eu-west-1", "111122223333")


def told(mail: SentMail, event_types: frozenset[str] = ALL) -> list[dict[str, Any]]:
    """The events, those of later too."""
    events: list[dict[str, Any]] = []
    waiting: list[Any] = []
    mail_events = MailEvents(
        lambda **event: events.append(event), lambda _set: event_types, after=lambda _s, call: waiting.append(call)
    )
    mail_events.tell(mail)
    assert [event["detail_type"] for event in events] == ["Email Sent"][: "SEND" in event_types]
    for call in waiting:
        call()
    return events


@pytest.mark.parametrize(
    ("mailbox", "expected"),
    [
        ("success@simulator.amazonses.com", ["Email Delivered"]),
        ("bounce@simulator.amazonses.com", ["Email Bounced"]),
        ("Bounce+any-label@Simulator.AmazonSES.com", ["Email Bounced"]),
        ("suppressionlist@simulator.amazonses.com", ["Email Bounced"]),
        ("complaint@simulator.amazonses.com", ["Email Delivered", "Email Complaint Received"]),
        ("ooto@simulator.amazonses.com", ["Email Delivered", "Email Bounced"]),
        ("Approver <approver@example.com>", ["Email Delivered"]),
        ("bounce@example.com", ["Email Delivered"]),
    ],
)
def test_an_address_of_the_simulator_does_what_aws_says_it_does(mailbox: str, expected: list[str]) -> None:
    assert [event["detail_type"] for event in told(mail_to(mailbox))] == ["Email Sent", *expected]


def test_each_of_two_recipients_has_a_fate_of_its_own() -> None:
    events = told(mail_to("bounce@simulator.amazonses.com", "approver@example.com"))

    assert [event["detail_type"] for event in events] == ["Email Sent", "Email Bounced", "Email Delivered"]
    assert [each["emailAddress"] for each in events[1]["detail"]["bounce"]["bouncedRecipients"]] == [
        "bounce@simulator.amazonses.com"
    ]


def test_a_mail_with_the_antivirus_test_file_is_taken_and_rejected() -> None:
    events = told(mail_to("approver@example.com", report=f"<pre>{VIRUS}</pre>"))

    assert [event["detail_type"] for event in events] == ["Email Sent", "Email Rejected"]


def test_only_what_the_configuration_set_asks_for_is_told() -> None:
    mail = mail_to("complaint@simulator.amazonses.com")

    assert [event["detail_type"] for event in told(mail, frozenset({"COMPLAINT"}))] == ["Email Complaint Received"]
    assert told(mail, frozenset()) == []


@pytest.mark.parametrize(
    ("name", "mailbox"),
    [
        ("mail_sent", "approver@example.com"),
        ("mail_bounced", "bounce@simulator.amazonses.com"),
        ("mail_answered_automatically", "ooto@simulator.amazonses.com"),
        ("mail_complained", "complaint@simulator.amazonses.com"),
    ],
)
def test_an_event_has_the_shape_of_the_recorded_one(name: str, mailbox: str) -> None:
    expected = recorded(name)

    found = next(event for event in told(mail_to(mailbox)) if event["detail_type"] == expected["detail-type"])

    assert found["source"] == expected["source"]
    assert found["resources"] == expected["resources"]
    assert shape(found["detail"]) == shape(expected["detail"])
    assert found["detail"]["mail"]["tags"] == expected["detail"]["mail"]["tags"] | {"ses:source-ip": ["127.0.0.1"]}


def shape(value: Any) -> Any:
    """Names and kinds without the values; of a list, each kind of element once."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return sorted({str(shape(inner)) for inner in value})
    return type(value).__name__
