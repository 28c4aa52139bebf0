"""Requests and answers on plain ASGI, as AWS's JSON protocol speaks."""

import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, quote
from uuid import uuid4

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    raw_path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]  # names in lower case
    raw_headers: tuple[tuple[bytes, bytes], ...] = field(default=(), repr=False)
    body: bytes = field(default=b"", repr=False)

    @property
    def operation(self) -> str:
        """`PutApprovalResult` of `X-Amz-Target: CodePipeline_20150709.PutApprovalResult`."""
        return self.headers.get("x-amz-target", "").rpartition(".")[2]

    def first(self, name: str) -> str:
        return self.query.get(name, [""])[0]


class ApiError(Exception):
    """What an AWS API answers instead of a result: the name of its exception and a sentence."""

    def __init__(self, code: str, message: str, *, status: int = HTTPStatus.BAD_REQUEST) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status


def headers_of(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


async def read_request(scope: Scope, receive: Receive) -> Request:
    body = bytearray()
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return Request(
        method=scope["method"],
        path=scope["path"],
        raw_path=(scope.get("raw_path") or quote(scope["path"]).encode()).decode("latin-1"),
        query=parse_qs(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True),
        headers=headers_of(scope),
        raw_headers=tuple(scope["headers"]),
        body=bytes(body),
    )


async def send_json(send: Send, data: object, *, status: int = HTTPStatus.OK, error: str = "") -> None:
    """`error` is the exception's name, where REST services (Bedrock) carry it in a header."""
    headers = {
        "content-type": "application/x-amz-json-1.1",
        "x-amzn-requestid": str(uuid4()),
        **({"x-amzn-errortype": error} if error else {}),
    }
    await send_bytes(send, json.dumps(data).encode(), status=status, headers=headers)


async def send_error(send: Send, error: ApiError) -> None:
    await send_json(send, {"__type": error.code, "message": error.message}, status=error.status, error=error.code)


async def send_bytes(send: Send, body: bytes, *, status: int, headers: Mapping[str, str]) -> None:
    pairs = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    pairs.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": int(status), "headers": pairs})
    await send({"type": "http.response.body", "body": body})
