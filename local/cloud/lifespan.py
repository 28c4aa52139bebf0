"""The app's life is that of the process, however often its port is opened."""

import asyncio
from dataclasses import dataclass, field

from local.cloud.http import ASGIApp, Message, Receive, Scope, Send

_SCOPE = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": {}}


@dataclass(slots=True)
class Lifespan:
    inner: ASGIApp
    _living: asyncio.Task[None] | None = field(default=None)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await self.inner(scope, receive, send)
            return
        while True:
            phase = (await receive())["type"]
            await send({"type": f"{phase}.complete"})
            if phase == "lifespan.shutdown":
                return

    async def begin(self) -> None:
        """Returns when the app is ready; it never hears of an end, for the process ends at once."""
        messages: asyncio.Queue[Message] = asyncio.Queue()
        messages.put_nowait({"type": "lifespan.startup"})
        ready = asyncio.Event()

        async def send(_message: Message) -> None:
            ready.set()

        self._living = asyncio.create_task(self._live(messages.get, send))
        waiting = asyncio.create_task(ready.wait())
        await asyncio.wait([self._living, waiting], return_when=asyncio.FIRST_COMPLETED)
        if self._living.done():
            self._living.result()  # it could not begin, and says why

    async def _live(self, receive: Receive, send: Send) -> None:
        await self.inner(dict(_SCOPE), receive, send)
