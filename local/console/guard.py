"""
Which requests are the console's, and which of them it refuses.

The console has no log-in: it listens on 127.0.0.1 and is the person at this machine. What must be kept out are other
web pages open in the same browser: by Host (DNS rebinding), by Origin and by a token in each form (CSRF).
"""

import hmac
import secrets
from functools import cache
from http import HTTPStatus
from urllib.parse import parse_qs

from local.cloud.http import Request, Scope, headers_of
from local.console.http import form_of
from local.console.problems import Problem

_FOLDERS = ("/executions/", "/mailbox/", "/codesuite/", "/console/")
_PAGES = ("/", "/mailbox", "/favicon.ico")
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def is_for_the_console(scope: Scope) -> bool:
    """A path of the console, asked by a browser: AWS clients sign, name a target, or post to `/`."""
    path, method = scope["path"], scope["method"]
    if not (path in _PAGES or path.startswith(_FOLDERS)) or (path == "/" and method not in ("GET", "HEAD")):
        return False
    headers = headers_of(scope)
    names = {*headers, *(name.lower() for name in parse_qs(scope.get("query_string", b"").decode("latin-1")))}
    is_aws = "authorization" in names or "action" in names or any(name.startswith("x-amz-") for name in names)
    return not is_aws


def check(request: Request) -> None:
    """
    Let through what the person at this machine asked for.

    Raises:
        Problem: another host name, another web page's form, or a form of an earlier start of the cloud.
    """
    host = request.headers.get("host", "")
    if host.rpartition(":")[0] not in _LOOPBACK and host not in _LOOPBACK:
        raise Problem(HTTPStatus.FORBIDDEN, "The console answers at 127.0.0.1 only.")
    if request.method in ("GET", "HEAD"):
        return
    if request.headers.get("origin") != f"http://{host}":
        raise Problem(HTTPStatus.FORBIDDEN, "This form was not sent by the console, so nothing was decided.")
    if not hmac.compare_digest(form_of(request).get("csrf", "").encode(), csrf_token().encode()):
        raise Problem(HTTPStatus.FORBIDDEN, "This form is out of date, so nothing was decided. Open the page again.")


@cache
def csrf_token() -> str:
    """Of this run of the cloud."""
    return secrets.token_urlsafe(32)
