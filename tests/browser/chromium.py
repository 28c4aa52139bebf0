"""The browser that the pages are looked at in: the system's Chromium, else the one Playwright has downloaded."""

import shutil
from contextlib import contextmanager

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
    installed = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=installed, args=_ARGUMENTS)
        except Error as error:
            reason = error.message.strip().splitlines()[0]
            pytest.skip(f"no browser here (`make browser` installs one): {reason}")
        try:
            yield browser
        finally:
            browser.close()
