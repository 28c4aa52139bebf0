"""AWS as it answered before: a server on 127.0.0.1 that gives the recorded answers in their order."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from bench.first_call.exchange import Exchange

_OWN = {"content-length", "connection", "transfer-encoding", "server", "date"}


class OtherCallsError(Exception):
    """What was asked is not what was recorded: the figure would be of something else."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    left: list[Exchange]
    other: str = ""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    server: _Server

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_PUT(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("content-length") or 0))
        exchange = self.server.left.pop(0) if self.server.left else None
        target = self.headers.get("x-amz-target", "").rpartition(".")[2]
        if exchange is None or (target and target != exchange.operation):
            self.server.other = f"{target or self.path} instead of {exchange and exchange.operation}"
            self.send_error(400)
            return
        self.send_response_only(exchange.status)
        for name, value in exchange.headers.items():
            if name.lower() not in _OWN:
                self.send_header(name, value)
        self.send_header("content-length", str(len(exchange.body)))
        self.end_headers()
        self.wfile.write(exchange.body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def stand_in(exchanges: Sequence[Exchange]) -> Iterator[str]:
    """
    Its URL.

    Raises:
        OtherCallsError: at the end, unless exactly what was recorded was asked.
    """
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.left = list(exchanges)
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
        if server.other or server.left:
            raise OtherCallsError(server.other or f"{len(server.left)} calls fewer than were recorded")
