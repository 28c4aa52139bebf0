"""The console's pages without a browser: what they show, whom they refuse, and what a decision reaches."""

import asyncio
import json
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import pytest

from local.console.app import Console
from local.console.guard import csrf_token
from tests.local.fake_cloud import (
    APPROVAL,
    DIALOG,
    EXECUTION,
    TOKEN,
    fake_cloud,
    run,
    send_email_request,
    waiting_items,
    waiting_runs,
)

HOST = "127.0.0.1:4566"
DECIDE = f"/codesuite/codepipeline/pipelines/sorting/approvals/Approval/Approve/{TOKEN}"


@dataclass
class Answer:
    status: int
    headers: dict
    text: str


async def aws_apis(scope, receive, send):
    """What stands behind the console."""
    answer = json.dumps({"MessageId": "m-1@email.amazonses.com"}).encode()
    await send({"type": "http.response.start", "status": scope.get("answer", 200), "headers": []})
    await send({"type": "http.response.body", "body": answer})


def ask(fake, method, path, *, headers=None, form=None, body=b"", answer=200):
    path, _, query = path.partition("?")
    sent = []
    headers = {"host": HOST, **({"origin": f"http://{HOST}"} if method == "POST" else {}), **(headers or {})}
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "answer": answer,
    }

    async def receive():
        return {"type": "http.request", "body": urlencode(form).encode() if form else body, "more_body": False}

    async def send(message):
        sent.append(message)

    asyncio.run(Console(aws_apis, cloud=fake.cloud)(scope, receive, send))
    start, *rest = sent
    names = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], names, b"".join(message["body"] for message in rest).decode())


@pytest.fixture
def fake(tmp_path):
    return fake_cloud(tmp_path)


def test_executions_show_status_headline_risk_and_the_way_to_the_dialog(fake):
    page = ask(fake, "GET", "/")

    assert page.status == 200
    for text in ("Quick sort is added", "Waiting for a decision", "Risk: high", "ExtractChange", "1 min 2 s"):
        assert text in page.text
    assert f'href="{DIALOG}"' in page.text


def test_an_execution_page_tells_the_record_with_its_trail(fake):
    page = ask(fake, "GET", "/executions/sorting/e-1")

    for text in ("Build number", "2026-11-23T02:17:23Z", "review written", "Unbroken", "AWAITING_APPROVAL"):
        assert text in page.text


def test_a_trail_with_an_entry_taken_out_is_called_broken(fake):
    fake.records.items = [item for item in waiting_items() if item["item"] != "TRAIL#000001"]
    fake.records.items.append({**waiting_items()[-1], "item": "TRAIL#000003", "previous_hash": "c" * 64})

    page = ask(fake, "GET", "/executions/sorting/e-1")

    assert "Broken: " in page.text


def test_every_page_forbids_scripts_frames_and_sources_from_elsewhere(fake):
    for path in ("/", "/mailbox", "/executions/sorting/e-1", "/nowhere/", DECIDE, "/console/console.js"):
        policy = ask(fake, "GET", path).headers.get("content-security-policy", "")

        if path != "/nowhere/":  # not a page of the console
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert "frame-ancestors 'none'" in policy


def test_pages_carry_nothing_inline(fake):
    for path in ("/", "/mailbox", "/executions/sorting/e-1", DECIDE):
        text = ask(fake, "GET", path).text

        assert " style=" not in text
        assert " onclick=" not in text
        assert "<script>" not in text


def test_the_dialog_leads_to_the_brief_of_its_own_approval(fake):
    for message_id in ("m-1@ses", "m-2@ses"):
        fake.mailbox.keep(send_email_request(), message_id=message_id)
    before = ask(fake, "GET", DECIDE).text
    fake.records.items[1]["mail_message_id"] = "m-2@ses"
    (mail, _) = fake.mailbox.mails()

    text = ask(fake, "GET", DECIDE).text

    assert '<a href="/executions/sorting/e-1" target="_blank">Read the brief</a>' in before
    assert mail.id == fake.mailbox.find("m-2@ses").id
    assert f'<a href="/mailbox/{mail.id}" target="_blank">Read the brief</a>' in text


@pytest.mark.parametrize(("status", "is_told"), [("InProgress", True), ("Stopping", True), ("Failed", False)])
def test_the_dialog_says_when_a_newer_execution_waits_behind(fake, status, is_told):
    fake.pipelines.executions_ = [replace(EXECUTION, id="e-2", status=status), EXECUTION]

    page = ask(fake, "GET", DECIDE)

    assert ("A newer change is waiting behind this one" in page.text) is is_told


def test_an_older_execution_that_still_runs_is_not_behind(fake):
    fake.pipelines.executions_ = [EXECUTION, replace(EXECUTION, id="e-0", status="InProgress")]

    assert "A newer change is waiting" not in ask(fake, "GET", DECIDE).text


@pytest.mark.parametrize(
    ("as_described", "said"), [(True, "The commit that the brief described"), (False, "Another commit than the brief")]
)
def test_a_record_says_whether_what_was_deployed_is_what_the_brief_described(fake, as_described, said):
    main, *rest = waiting_items()
    deployed = {"is_deployed_as_described": as_described, "deployed_commit_id": "d" * 40}
    fake.records.items = [{**main, **deployed}, *rest]

    page = ask(fake, "GET", "/executions/sorting/e-1")

    assert said in page.text
    assert ("d" * 40 in page.text) is not as_described


@pytest.mark.parametrize("verdict", ["Approved", "Rejected"])
def test_a_decision_reaches_codepipeline_with_its_comment(fake, verdict):
    answer = ask(fake, "POST", DECIDE, form={"csrf": csrf_token(), "decision": verdict, "comment": "two\r\nlines"})

    assert fake.approver.decisions == [(verdict, "two\nlines")]
    assert (answer.status, answer.headers["location"]) == (303, DIALOG)


@pytest.mark.parametrize(
    ("headers", "csrf"),
    [
        ({"origin": "http://evil.example"}, True),
        ({"origin": "null"}, True),
        ({"host": "evil.example:4566", "origin": "http://evil.example:4566"}, True),
        ({}, False),
    ],
)
def test_a_form_of_another_web_page_decides_nothing(fake, headers, csrf):
    form = {"csrf": csrf_token() if csrf else "guessed", "decision": "Approved", "comment": ""}

    answer = ask(fake, "POST", DECIDE, headers=headers, form=form)

    assert answer.status == 403
    assert fake.approver.decisions == []


def test_another_host_name_gets_no_page(fake):
    assert ask(fake, "GET", "/", headers={"host": "evil.example:4566"}).status == 403


def test_a_comment_longer_than_codepipeline_takes_is_given_back(fake):
    comment = "x" * 513

    answer = ask(fake, "POST", DECIDE, form={"csrf": csrf_token(), "decision": "Approved", "comment": comment})

    assert answer.status == 400
    assert "513 characters" in answer.text
    assert comment in answer.text
    assert fake.approver.decisions == []


def test_a_second_decision_is_refused_and_the_first_one_is_shown(fake):
    fake.approver(APPROVAL, verdict="Rejected", comment="not before Monday")
    fake.approver.decisions.clear()

    answer = ask(fake, "POST", DECIDE, form={"csrf": csrf_token(), "decision": "Approved", "comment": ""})

    assert answer.status == 409
    assert "decided this approval already" in answer.text
    assert "not before Monday" in answer.text
    assert fake.approver.decisions == []


@pytest.mark.parametrize(
    ("status", "updated_by", "item_status", "text"),
    [
        ("Succeeded", "arn:x", "APPROVED", "has been approved"),
        ("Failed", "arn:x", "REJECTED", "has been rejected"),
        ("Failed", "", "WAITING", "has expired"),
        ("Failed", "arn:x", "EXPIRED", "has expired"),
        ("Abandoned", "", "WAITING", "no longer needed"),
    ],
)
def test_an_approval_that_is_over_says_how_it_ended(fake, status, updated_by, item_status, text):
    ended = run("Approval", "Approve", status, run_id=TOKEN, updated_by=updated_by)
    fake.pipelines.runs_ = [*waiting_runs()[:-1], ended]
    fake.records.items[1] = {**fake.records.items[1], "status": item_status}

    page = ask(fake, "GET", DECIDE)

    assert text in page.text
    assert "<form" not in page.text


@pytest.mark.parametrize(
    "path",
    [
        DECIDE[:-1] + "9",
        DECIDE.replace("/sorting/", "/another/"),
        DECIDE.replace("/Approve/", "/Deploy/"),
        "/executions/sorting/e-2",
        "/executions/another/e-1",
        "/mailbox/m-9",
        "/console/../app.py",
        "/console/app.py",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(fake, path):
    page = ask(fake, "GET", path)

    assert page.status == 404
    assert "There is no such" in page.text


def test_names_from_the_change_are_escaped_and_made_visible(fake):
    fake.records.items = waiting_items(headline='<img src=x onerror=alert(1)> "quoted" \u202egpj.exe')

    for path in ("/", "/executions/sorting/e-1", DECIDE):
        text = ask(fake, "GET", path).text

        assert "<img src=x" not in text
        assert "&lt;img src=x" in text
        assert "\u202e" not in text


def test_aws_requests_pass_the_console_by(fake):
    signed = ask(fake, "GET", "/", headers={"authorization": "AWS4-HMAC-SHA256 …".encode("ascii", "replace").decode()})
    presigned = ask(fake, "GET", "/mailbox/key?X-Amz-Signature=abc")
    query_api = ask(fake, "POST", "/", body=b"Action=GetCallerIdentity")
    object_of_a_bucket = ask(fake, "GET", "/some-bucket/key")

    for answer in (signed, presigned, query_api, object_of_a_bucket):
        assert "MessageId" in answer.text


def test_a_mail_that_ses_took_can_be_opened_with_its_attachment(fake):
    report = b"<html>report</html>"
    body = send_email_request(attachments=[("report.html", report)])

    answer = ask(fake, "POST", "/v2/email/outbound-emails", body=body, headers={"authorization": "signed"})

    assert json.loads(answer.text)["MessageId"].startswith("m-1")
    assert "Approve sorting?" in ask(fake, "GET", "/mailbox").text
    assert "brief in text" in ask(fake, "GET", "/mailbox/m-1?view=text").text
    attachment = ask(fake, "GET", "/mailbox/m-1/attachments/1")
    assert attachment.text.encode() == report
    assert attachment.headers["content-disposition"].startswith("attachment")


def test_a_mail_that_ses_refused_is_not_in_the_mailbox(fake):
    ask(fake, "POST", "/v2/email/outbound-emails", body=send_email_request(), answer=400)

    assert fake.mailbox.mails() == []


def test_the_html_of_a_mail_is_shown_in_a_sandbox_and_its_links_leave_the_frame(fake):
    fake.mailbox.keep(send_email_request(html="<html><HEAD></head><script>x</script></html>"), message_id="m-1")

    page = ask(fake, "GET", "/mailbox/m-1/html")

    policy = page.headers["content-security-policy"]
    assert policy.startswith("sandbox ")
    assert "allow-scripts" not in policy
    assert "default-src 'none'" in policy
    assert '<HEAD><base target="_top">' in page.text
