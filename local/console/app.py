"""
The web console, as a layer around the app that answers the AWS APIs.

    app = Console(inner, account=Account(endpoint="http://127.0.0.1:4566", ...), mail_folder=LOCAL_DIR / "mail")

It answers its own pages (`/`, `/executions/…`, `/mailbox…`, `/codesuite/…`, `/console/…`, without any mark of an AWS
request), keeps a copy of each mail that passes on its way to SES (MiniStack drops attachments), and hands everything
else to `inner`. Its pages read the cloud through the AWS APIs only, in a thread, so `inner` may share the event loop.
"""

from local.account.account import Account
from local.console.http import ASGIApp
from pathlib import Path


class Console:
    def __init__(self, inner: ASGIApp, *, account: Account, mail_folder: Path) -> None: ...
