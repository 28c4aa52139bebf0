"""A brief that bounces, from SES's event to the mail for the second address: the deployed functions, no fakes."""

import json

import pytest

from local.account.approver import Verdict
from tests.local.conftest import wait_for

BOUNCING, SECOND = "bounce@simulator.amazonses.com", "second@example.com"
SETTINGS = "/deployment-review/pipelines/review"


@pytest.fixture
def bouncing(workflow):
    """The approver's address bounces; functions start anew, for they keep settings for a minute."""
    ssm = workflow.cloud.account.client("ssm")
    before = ssm.get_parameter(Name=SETTINGS)["Parameter"]["Value"]
    changed = json.loads(before) | {"approver_email": BOUNCING, "escalation_email": SECOND}
    ssm.put_parameter(Name=SETTINGS, Value=json.dumps(changed), Type="String", Overwrite=True)
    workflow.cloud.restart_functions()
    yield workflow
    ssm.put_parameter(Name=SETTINGS, Value=before, Type="String", Overwrite=True)
    workflow.cloud.restart_functions()


def test_a_brief_that_bounces_goes_to_the_second_address(bouncing):
    started = bouncing.start("review")
    bouncing.wait_for_approvals([started])

    approval = wait_for(lambda: mailed_to(bouncing.record(started), SECOND), seconds=180)

    record = bouncing.record(started)
    (bounce,) = record.main["mail_problems"].values()
    assert (bounce["what"], bounce["reason"]) == ("Email Bounced", "Permanent/General")
    assert record.main["unreachable_addresses"] == {BOUNCING: "bounced: Permanent/General"}
    assert approval["mail_kind"] == "ESCALATION"
    events = [entry.event for entry in record.trail]
    assert [event for event in events if "brief" in event or "email" in event] == [
        *("brief claimed", "brief sent", "email bounced"),
        *("brief claimed", "brief sent"),
    ]
    assert len(bouncing.told(started).mails) == 2
    bouncing.decide(started, verdict=Verdict.REJECTED)
    bouncing.wait_until_over([started])


def mailed_to(record, address):
    approval = record.waiting_approval or {}
    return approval if approval.get("mail_to") == address else None
