"""Mail on the one-machine cloud: a policy for one sender is enough for that sender, and for no other."""

import json

import pytest
from botocore.exceptions import ClientError

from local.account.account import Account
from tests.local.conftest import Demo


@pytest.fixture(scope="module")
def sender(demo: Demo) -> Account:
    session = demo.session("Sender", allowed=["sts:GetCallerIdentity"])
    grant = {
        "Effect": "Allow",
        "Action": "ses:SendEmail",
        "Resource": f"arn:aws:ses:us-east-1:{demo.cloud.account_id}:identity/review@example.com",
        "Condition": {"StringEquals": {"ses:FromAddress": "review@example.com"}},
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [grant]})
    demo.account.client("iam").put_role_policy(RoleName="Sender", PolicyName="Send", PolicyDocument=policy)
    ses = demo.account.client("sesv2")
    for address in ("review@example.com", "other@example.com"):
        ses.create_email_identity(EmailIdentity=address)
    return session


def send(account: Account, sender: str) -> str:
    content = {"Simple": {"Subject": {"Data": "Hello"}, "Body": {"Text": {"Data": "Hello"}}}}
    answer = account.client("sesv2").send_email(
        FromEmailAddress=sender, Destination={"ToAddresses": ["approver@example.com"]}, Content=content
    )
    return str(answer["MessageId"])


def test_mail_from_the_address_of_the_policy_is_sent(sender: Account) -> None:
    assert send(sender, "Deployment Review <review@example.com>")


def test_mail_from_another_address_is_refused(sender: Account) -> None:
    with pytest.raises(ClientError, match="not authorized to perform: ses:SendEmail"):
        send(sender, "other@example.com")
