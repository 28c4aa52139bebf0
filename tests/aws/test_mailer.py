"""What came of a mail is told apart: accepted, refused, or nobody can know."""

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError, ReadTimeoutError
from botocore.stub import ANY, Stubber

from lambdas.shared.aws.mailer import Letter, Mailer, MailRefusedError

_URL = "https://email.eu-west-1.amazonaws.com"


@pytest.fixture
def pauses(monkeypatch):
    pauses = []
    monkeypatch.setattr("time.sleep", pauses.append)
    return pauses


@pytest.fixture
def mailer(pauses):
    return Mailer(sender="reviews@example.com", configuration_set="reviews")


@pytest.fixture
def ses(mailer):
    with Stubber(mailer._client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def _letter(report=b"<!doctype html>"):
    return Letter(
        to=("approver@example.com",),
        subject="[sorting] Approve?",
        text="text",
        html="<p>html</p>",
        report=report,
        headers={"X-Deployment-Review-Execution": "e-1"},
        tags={"execution_id": "e-1"},
    )


def _request(**simple):
    return {
        "FromEmailAddress": "reviews@example.com",
        "ConfigurationSetName": "reviews",
        "Destination": {"ToAddresses": ["approver@example.com"]},
        "Content": {
            "Simple": {
                "Subject": {"Data": "[sorting] Approve?", "Charset": "UTF-8"},
                "Body": {
                    "Text": {"Data": "text", "Charset": "UTF-8"},
                    "Html": {"Data": "<p>html</p>", "Charset": "UTF-8"},
                },
                "Headers": [{"Name": "X-Deployment-Review-Execution", "Value": "e-1"}],
                **simple,
            }
        },
        "EmailTags": [{"Name": "execution_id", "Value": "e-1"}],
    }


def test_a_mail_without_a_report_has_no_attachment(mailer, ses):
    ses.add_response("send_email", {"MessageId": "m-1"}, _request())

    assert mailer.send(_letter(report=b"")) == "m-1"


def test_a_letter_is_sent_with_its_report(mailer, ses):
    attached = {
        "FileName": "report.html",
        "ContentType": "text/html",
        "RawContent": _letter().report,
        "ContentDisposition": "ATTACHMENT",
        "ContentTransferEncoding": "BASE64",  # SES's own is SEVEN_BIT, and a report has more letters than that
    }
    ses.add_response("send_email", {"MessageId": "m-1"}, _request(Attachments=[attached]))

    assert mailer.send(_letter()) == "m-1"


def test_a_report_too_large_for_a_mail_stays_at_home(mailer, ses):
    ses.add_response("send_email", {"MessageId": "m-1"}, _request())

    assert mailer.send(_letter(report=b"x" * 8_000_000)) == "m-1"


@pytest.mark.parametrize(
    "code",
    ["MessageRejected", "SendingPausedException", "AccountSuspendedException", "MailFromDomainNotVerifiedException"],
)
def test_a_refusal_is_told_at_once(mailer, ses, pauses, code):
    ses.add_client_error("send_email", code, http_status_code=400)

    with pytest.raises(MailRefusedError) as refusal:
        mailer.send(_letter())

    assert (refusal.value.code, pauses) == (code, [])


def test_a_throttled_mail_is_sent_after_a_pause(mailer, ses, pauses):
    for _ in range(2):
        ses.add_client_error("send_email", "TooManyRequestsException", http_status_code=429)
    ses.add_response("send_email", {"MessageId": "m-1"}, _request(Attachments=ANY))

    assert mailer.send(_letter()) == "m-1"
    assert pauses == [0.5, 1.5]


def test_a_mail_that_stays_throttled_is_refused(mailer, ses):
    for _ in range(4):
        ses.add_client_error("send_email", "TooManyRequestsException", http_status_code=429)

    with pytest.raises(MailRefusedError):
        mailer.send(_letter())


def test_an_error_of_ses_itself_says_nothing_about_the_mail(mailer, ses):
    ses.add_client_error("send_email", "InternalFailure", http_status_code=500)

    with pytest.raises(ClientError):
        mailer.send(_letter())


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (EndpointConnectionError(endpoint_url=_URL), MailRefusedError),
        (ConnectTimeoutError(endpoint_url=_URL), MailRefusedError),
        (ReadTimeoutError(endpoint_url=_URL), ReadTimeoutError),
    ],
)
def test_a_connection_that_was_never_made_carried_no_mail_and_one_that_broke_may_have(mailer, monkeypatch, error, told):
    calls = []

    def send_email(**request):
        calls.append(request)
        raise error

    monkeypatch.setattr(mailer._client, "send_email", send_email)

    with pytest.raises(told):
        mailer.send(_letter())

    assert len(calls) == 1
