"""
The cloud is started anew: its port answers nobody for a while, and all that was under way is cut.

What AWS keeps over a failure of its own (tables and their streams, queues, executions) is in this process's memory and
stays. MiniStack could write its part to files, but without the records of streams and without sessions, which AWS does
not forget; so it is the server that ends and begins again, not the process.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

_ANSWER_SECONDS = 0.1  # until whoever asked for it has been told that it comes

Serve = Callable[[Callable[[], Awaitable[object]]], Awaitable[None]]  # until what it is given has come


@dataclass(slots=True)
class Outages:
    _seconds: float = 0.0
    _wanted: asyncio.Event = field(default_factory=asyncio.Event)
    _loop: asyncio.AbstractEventLoop | None = None

    async def serve_between(self, serve: Serve) -> None:
        """For ever, but for the outages."""
        self._loop = asyncio.get_running_loop()
        while True:
            await serve(self._wanted.wait)
            if not self._wanted.is_set():
                return  # it could not listen
            await asyncio.sleep(self._seconds)
            self._wanted.clear()

    def begin(self, seconds: float) -> None:
        """In any thread."""
        if self._loop is not None:
            self._seconds = seconds
            self._loop.call_soon_threadsafe(self._loop.call_later, _ANSWER_SECONDS, self._wanted.set)
