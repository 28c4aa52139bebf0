"""Mail on its way to SES: passed on as it is, and kept once SES has accepted it."""

import json
from collections.abc import MutableMapping
from http import HTTPStatus
from typing import Any

from local.account.mailbox import Mailbox
from local.cloud.http import ASGIApp, Receive, Scope, Send, read_request


async def pass_on_and_keep(inner: ASGIApp, mailbox: Mailbox, scope: Scope, receive: Receive, send: Send) -> None:
    """The copy is made before the sender hears of success, so that a mail recorded as sent can be opened."""
    body = (await read_request(scope, receive)).body
    sent: list[MutableMapping[str, Any]] = []

    async def receive_again() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def hold_back(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    await inner(scope, receive_again, hold_back)
    if sent and sent[0].get("status") == HTTPStatus.OK:
        answer = json.loads(b"".join(message.get("body", b"") for message in sent))
        mailbox.keep(body, message_id=str(answer["MessageId"]))
    for message in sent:
        await send(message)
