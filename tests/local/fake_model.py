"""A server that speaks as Ollama, llama.cpp and vLLM do, and says what the test wants."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

USAGE = {"prompt_tokens": 1234, "completion_tokens": 56}


@dataclass
class FakeModel:
    """Answers with this status and body; remembers what it was asked."""

    names: list[str]
    status: int = 200
    body: object = None
    listing: object = None  # instead of the list of names
    asked: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""

    def says(self, message: dict[str, Any], *, finish_reason: str = "stop") -> None:
        choice = {"index": 0, "finish_reason": finish_reason, "message": {"role": "assistant", **message}}
        self.status, self.body = 200, {"choices": [choice], "usage": USAGE}

    def calls(self, arguments: dict[str, Any]) -> None:
        """As a model does that was given a tool."""
        function = {"name": "submit_review", "arguments": json.dumps(arguments)}
        self.says({"content": None, "tool_calls": [{"id": "c-1", "type": "function", "function": function}]})

    def hangs_up(self) -> None:
        """As one that died while it was thinking."""
        self.status = 0

    def fails(self, status: int, message: str = "") -> None:
        self.status, self.body = status, {"error": {"message": message}}


@contextmanager
def fake_model(*names: str) -> Iterator[FakeModel]:
    model = FakeModel(list(names))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(200, model.listing or {"data": [{"id": name} for name in model.names]})

        def do_POST(self) -> None:
            model.asked.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            if model.status:
                self._send(model.status, model.body)

        def _send(self, status: int, data: object) -> None:
            content = data if isinstance(data, bytes) else json.dumps(data).encode()
            self.send_response(status)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        model.url = f"http://127.0.0.1:{server.server_port}"
        yield model
        server.shutdown()
