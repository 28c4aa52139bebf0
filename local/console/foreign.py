"""Pages that are not the console's (mails, reports), shown as a mail program would: nothing in them runs."""

import re
from urllib.parse import quote

from local.console.http import Response

_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation; "
    "default-src 'none'; style-src 'unsafe-inline'; img-src data: cid:; frame-ancestors 'self'; form-action 'none'"
)
_HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)


def foreign_html(text: str) -> Response:
    """The page, in a sandbox without scripts and with an origin of its own; its links leave its frame."""
    html = _HEAD.sub(lambda head: head[0] + '<base target="_top">', text, count=1)
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": _POLICY}
    return Response(html.encode("utf-8", "replace"), headers=headers)


def download(content: bytes, *, name: str) -> Response:
    headers = {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
    }
    return Response(content, headers=headers)
