"""A model server that speaks as Ollama, llama.cpp and vLLM do, answers after a while, and sometimes does not."""

import json
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

NAME = "trial"
_ANSWER = {
    "headline": "The limits of orders change",
    "paragraphs": ["`RETRIES` in limits.py is raised from 3 to 7."],
    "consequences": ["An order that fails is tried more often."],
    "questions": ["Why is `RETRIES` raised?"],
    "findings": [],
    "risk": {"level": "low", "reasons": []},
}
_FAILURES = (429, 500, 503)


@dataclass(frozen=True, slots=True)
class Temper:
    """How long the model thinks, and how often it fails."""

    seconds: Callable[[random.Random], float] = lambda _: 0.0
    failing: float = 0.0  # the share of the requests that get an error instead of an answer


@dataclass(slots=True)
class ModelServer:
    url: str
    asked: int = 0
    failed: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, *, is_failure: bool) -> None:
        with self._lock:
            self.asked += 1
            self.failed += is_failure


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True


@contextmanager
def model_server(temper: Temper, *, seed: int = 1) -> Iterator[ModelServer]:
    """Reproducible in what it does to the n-th request, not in which request that is."""
    chance = random.Random(seed)  # noqa: S311 -- no secret
    with _Server(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        model = ModelServer(f"http://127.0.0.1:{server.server_port}")
        server.RequestHandlerClass = _handler(model, temper, chance)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield model
        server.shutdown()


def _handler(model: ModelServer, temper: Temper, chance: random.Random) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(200, {"data": [{"id": NAME}]})

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            is_failure = chance.random() < temper.failing
            model.count(is_failure=is_failure)
            time.sleep(temper.seconds(chance))
            if is_failure:
                self._send(chance.choice(_FAILURES), {"error": {"message": "as a model fails"}})
            else:
                self._send(200, _completion())

        def _send(self, status: int, data: object) -> None:
            content = json.dumps(data).encode()
            self.send_response(status)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None: ...

    return Handler


def _completion() -> dict[str, object]:
    function = {"name": "submit_review", "arguments": json.dumps(_ANSWER)}
    call = {"id": "call-1", "type": "function", "function": function}
    message = {"role": "assistant", "content": None, "tool_calls": [call]}
    usage = {"prompt_tokens": 1200, "completion_tokens": 200}
    return {"choices": [{"index": 0, "finish_reason": "tool_calls", "message": message}], "usage": usage}
