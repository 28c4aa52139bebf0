"""
Who may talk to the port. It is bound to this machine, but every web page the user opens runs on this machine, too.

A page elsewhere must not reach the APIs: not by a request of its own (`Origin`, `Sec-Fetch-Site`), and not by a name of
its own that resolves to 127.0.0.1 (`Host`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from local.cloud.http import ASGIApp, Receive, Scope, Send, headers_of, send_bytes

_FUNCTION_URL = re.compile(r"[a-z0-9-]+\.lambda-url\.[a-z0-9-]+\.on\.aws(:\d+)?")
_PAGES = ("/codesuite/", "/executions", "/mailbox", "/static/")


@dataclass(frozen=True, slots=True)
class Guard:
    port: int

    def refusal(self, *, method: str, path: str, query: bytes, headers: Mapping[str, str]) -> str:
        """Why the request is refused; empty: it is not."""
        host = headers.get("host", "")
        if not self._is_own_host(host) and not _FUNCTION_URL.fullmatch(host):
            return "This cloud answers to 127.0.0.1 and localhost only."
        origin = headers.get("origin")
        if origin is not None and not (origin.startswith("http://") and self._is_own_host(origin[7:])):
            return "Pages from elsewhere may not use this cloud."
        is_foreign = headers.get("sec-fetch-site") in ("cross-site", "same-site")
        if is_foreign and not (_is_link(method, headers) and _is_page(path, query)):
            return "Pages from elsewhere may only link to the console of this cloud."
        return ""

    def _is_own_host(self, host: str) -> bool:
        name, _, port = host.partition(":")
        return port == str(self.port) and (name in ("127.0.0.1", "localhost") or name.endswith(".localhost"))


def _is_link(method: str, headers: Mapping[str, str]) -> bool:
    return method == "GET" and headers.get("sec-fetch-mode") == "navigate"


def _is_page(path: str, query: bytes) -> bool:
    return path.startswith(_PAGES) or (path == "/" and not query)


@dataclass(frozen=True, slots=True)
class GuardedApp:
    inner: ASGIApp
    guard: Guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.inner(scope, receive, send)
            return
        refusal = self.guard.refusal(
            method=scope.get("method", "GET"),
            path=scope["path"],
            query=scope.get("query_string", b""),
            headers=headers_of(scope),
        )
        if not refusal:
            await self.inner(scope, receive, send)
        elif scope["type"] == "http":
            await send_bytes(send, refusal.encode(), status=403, headers={"content-type": "text/plain"})
        else:
            await send({"type": "websocket.close", "code": 1008})
