"""One browser for all pages; a fresh cloud and a fresh tab for each test."""

import pytest
from playwright.sync_api import expect

from local.console.app import Console
from tests.browser.chromium import chromium
from tests.browser.serving import serving
from tests.local.fake_cloud import fake_cloud

PATIENCE_MS = 30_000  # a page is there in a tenth of a second; a busy machine may keep it waiting
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="package")  # while Playwright runs, no other test in this thread can use asyncio
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def fake(tmp_path):
    return fake_cloud(tmp_path)


@pytest.fixture
def address(fake):
    with serving(Console(no_aws, cloud=fake.cloud)) as address:
        yield address


@pytest.fixture
def tab(browser):
    """A tab that fails the test when a page runs into an error, is refused something or calls out."""
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE_MS)
    complaints = []
    tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("request", lambda request: None if "//127.0.0.1:" in request.url else complaints.append(request.url))
    yield tab
    context.close()
    assert complaints == []


async def no_aws(_scope, _receive, send):
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b""})
