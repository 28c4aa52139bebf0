"""What an approver does in the console, in a real browser."""

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.local.fake_cloud import DIALOG, TOKEN, run, send_email_request, waiting_items

MAIL = '<!doctype html><html><head></head><body><p>Brief</p><a href="{link}">Review in CodePipeline</a></body></html>'


def test_the_link_in_the_mail_opens_the_dialog_of_exactly_that_approval(fake, address, tab):
    fake.mailbox.keep(send_email_request(html=MAIL.format(link=address + DIALOG)), message_id="m-1@ses")

    tab.goto(f"{address}/mailbox")
    tab.get_by_role("link", name="Approve sorting?").click()
    tab.frame_locator("iframe").get_by_role("link", name="Review in CodePipeline").click()

    dialog = tab.get_by_role("dialog", name="Review")
    dialog.wait_for()
    expect(tab).to_have_url(address + DIALOG)
    assert "Quick sort is added" in dialog.inner_text()
    assert "Approval / Approve" in dialog.inner_text()


def test_the_dialog_leads_to_the_brief_and_keeps_the_comment(fake, address, tab):
    fake.mailbox.keep(send_email_request(html=MAIL.format(link=address + DIALOG)), message_id="m-1@ses")
    fake.records.items[1]["mail_message_id"] = "m-1@ses"
    tab.goto(address + DIALOG)
    tab.get_by_label("Comment").fill("so far")

    with tab.context.expect_page() as opened:
        tab.get_by_role("dialog").get_by_role("link", name="Read the brief").click()

    expect(opened.value.frame_locator("iframe").get_by_text("Brief")).to_be_visible()
    expect(tab.get_by_label("Comment")).to_have_value("so far")


@pytest.mark.parametrize(("button", "verdict"), [("Approve", "Approved"), ("Reject", "Rejected")])
def test_a_decision_with_a_comment(fake, address, tab, button, verdict):
    comment = 'Looks "right" & <b>safe</b>\nsecond line'
    tab.goto(address + DIALOG)

    tab.get_by_label("Comment").fill(comment)
    tab.get_by_role("button", name=button, exact=True).click()

    tab.get_by_text(f"This deployment has been {verdict.lower()}").wait_for()
    assert fake.approver.decisions == [(verdict, comment)]
    assert "<b>safe</b>" in tab.get_by_role("dialog").inner_text()


def test_the_keyboard_is_enough_to_decide(fake, address, tab):
    tab.goto(address + DIALOG)
    tab.get_by_role("dialog").wait_for()

    tab.keyboard.type("by keyboard")
    for _ in range(3):  # Cancel, Reject, Approve
        tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")

    tab.get_by_text("This deployment has been approved").wait_for()
    assert fake.approver.decisions == [("Approved", "by keyboard")]


def test_escape_closes_the_dialog_and_decides_nothing(fake, address, tab):
    tab.goto(address + DIALOG)
    tab.get_by_role("dialog").wait_for()

    tab.keyboard.press("Escape")

    expect(tab.get_by_role("dialog")).to_be_hidden()
    expect(tab).to_have_url(address + DIALOG.partition("#")[0])  # the page hears of the closing after it is hidden
    assert fake.approver.decisions == []


def test_an_approval_decided_meanwhile_says_so_and_takes_no_second_decision(fake, address, tab):
    by = "arn:aws:sts::111122223333:assumed-role/Approver/someone-else"
    tab.goto(address + DIALOG)
    tab.get_by_role("dialog").wait_for()
    fake.pipelines.runs_[-1] = run("Approval", "Approve", "Failed", run_id=TOKEN, updated_by=by, summary="not today")

    tab.goto(f"{address}/")
    tab.goto(address + DIALOG)

    dialog = tab.get_by_role("dialog")
    dialog.get_by_text("This deployment has been rejected").wait_for()
    assert "not today" in dialog.inner_text()
    expect(dialog.get_by_role("button", name="Approve", exact=True)).to_have_count(0)


def test_names_made_to_run_as_script_are_shown_as_text(fake, address, tab):
    hostile = "\"><img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    fake.records.items = waiting_items(headline=hostile)
    fake.mailbox.keep(
        send_email_request(subject=hostile, html=f"<html><head></head><body>{hostile}</body></html>"), message_id="m-1"
    )

    for path in ("/", "/executions/sorting/e-1", DIALOG, "/mailbox"):
        tab.goto(address + path)

        assert "<script>" in tab.inner_text("body")
        assert tab.title() != "owned"


def test_a_script_in_a_mail_does_not_run(fake, browser, address):
    script = "<script>document.title='owned'; parent.document.title='owned'</script>"
    fake.mailbox.keep(send_email_request(html=f"<html><head></head><body>{script}text</body></html>"), message_id="m-1")
    context = browser.new_context()
    tab = context.new_page()

    tab.goto(f"{address}/mailbox/m-1")
    tab.frame_locator("iframe").get_by_text("text").wait_for()
    framed = tab.title()
    tab.goto(f"{address}/mailbox/m-1/html")
    alone = tab.title()

    context.close()
    assert "owned" not in (framed, alone)


def test_a_page_left_open_shows_what_has_happened_since(fake, address, tab):
    tab.goto(f"{address}/executions/sorting/e-1")
    fake.records.items[0] = {**fake.records.items[0], "status": "DEPLOYED"}

    tab.get_by_text("Deployed", exact=True).wait_for()


@pytest.mark.parametrize("path", ["/", "/executions/sorting/e-1", DIALOG, "/mailbox", "/mailbox/m-1"])
def test_nothing_is_wider_than_a_telephone(fake, address, tab, path):
    fake.records.items = waiting_items(headline="Averylongwordwithoutanyplacetobreakit" * 5)
    fake.mailbox.keep(send_email_request(subject="Averylongwordwithoutanyplace" * 5), message_id="m-1")
    tab.set_viewport_size({"width": 375, "height": 700})

    tab.goto(address + path)
    tab.wait_for_load_state("networkidle")

    assert tab.evaluate("document.documentElement.scrollWidth") <= 375


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/executions/sorting/e-1", DIALOG, "/mailbox", "/nowhere"])
def test_pages_are_accessible(fake, address, browser, path, scheme):
    fake.mailbox.keep(send_email_request(), message_id="m-1")
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # axe is injected as a script
    tab = context.new_page()

    tab.goto(address + path.replace("/nowhere", "/mailbox/nowhere"))
    tab.wait_for_load_state("networkidle")
    violations = Axe().run(tab)["violations"]

    context.close()
    assert [(violation["id"], len(violation["nodes"])) for violation in violations] == []
