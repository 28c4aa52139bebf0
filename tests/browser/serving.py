"""An ASGI app on a free port of 127.0.0.1, as long as it is looked at."""

import asyncio
import socket
import threading
from contextlib import contextmanager

from hypercorn.asyncio import serve
from hypercorn.config import Config

from tests.ports import free_port


@contextmanager
def serving(app):
    """The address of the app's pages."""
    port = free_port()
    config = Config()
    config.bind = [f"127.0.0.1:{port}"]
    config.errorlog = None
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()
    thread = threading.Thread(target=_run, args=(loop, serve(app, config, shutdown_trigger=stop.wait)))
    thread.start()
    _wait_for(port)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()


def _run(loop, server):
    asyncio.set_event_loop(loop)
    loop.run_until_complete(server)
    loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()


def _wait_for(port):
    for _ in range(1000):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=0.1).close()
        except OSError:
            threading.Event().wait(0.05)
        else:
            return
    raise TimeoutError(f"nothing answers on port {port}")
