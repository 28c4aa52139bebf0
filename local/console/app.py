"""
The web console, as a layer around the app that answers the AWS APIs.

    app = Console(inner, cloud=Cloud.of(account, mail_folder=state_dir / "mail"))

It answers its own pages (requests for its paths without any mark of an AWS request), keeps a copy of each mail on its
way to SES (MiniStack drops attachments), and hands everything else to `inner`. The pages read the cloud through the
AWS APIs only, in a thread, so that `inner` may share the event loop.
"""

import asyncio

from local.account import outgoing_mail
from local.cloud.http import ASGIApp, Receive, Request, Scope, Send, read_request, send_bytes
from local.console import guard
from local.console.cloud import Cloud
from local.console.http import Response
from local.console.mail_tap import pass_on_and_keep
from local.console.pages import secured
from local.console.problems import Problem, problem_page
from local.console.routes import answer


class Console:
    def __init__(self, inner: ASGIApp, *, cloud: Cloud) -> None:
        self._inner = inner
        self._cloud = cloud

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
        elif guard.is_for_the_console(scope):
            await self._answer(scope, receive, send)
        elif scope["method"] == "POST" and scope["path"] == outgoing_mail.PATH:
            await pass_on_and_keep(self._inner, self._cloud.mailbox, scope, receive, send)
        else:
            await self._inner(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = await read_request(scope, receive)
        response = secured(await asyncio.to_thread(self._page, request))
        body = b"" if request.method == "HEAD" else response.body
        await send_bytes(send, body, status=response.status, headers=response.headers)

    def _page(self, request: Request) -> Response:
        try:
            guard.check(request)
            return answer(self._cloud, request)
        except Problem as problem:
            return problem_page(problem)
