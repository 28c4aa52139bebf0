"""
The browser that the pages are looked at in: the system's Chromium, else the one that Playwright has downloaded.

`python -m tests.browser.chromium` says by its exit status whether there is one.
"""

import shutil
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Error, sync_playwright

_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium():
    """The browser; where there is none, the tests are skipped and say how to get one."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=_installed(), args=_ARGUMENTS)
        except Error as error:
            reason = error.message.strip().splitlines()[0]
            pytest.skip(f"no browser here, and `make browser` installed none: {reason}")
        try:
            yield browser
        finally:
            browser.close()


def _installed():
    """None: Playwright's own."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def is_installed():
    with sync_playwright() as playwright:
        return bool(_installed() or Path(playwright.chromium.executable_path).exists())


if __name__ == "__main__":
    sys.exit(not is_installed())
