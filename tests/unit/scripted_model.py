"""A model that answers what the test wrote down, in order, and remembers what it was asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

USAGE = {"usage": {"inputTokens": 1_000, "outputTokens": 100}, "metrics": {"latencyMs": 1_500}}


@dataclass
class ScriptedModel:
    """An answer is a dict (the tool's input), a whole response (with "output"), or an exception to raise."""

    answers: list[Any]
    requests: list[Mapping[str, Any]] = field(default_factory=list)

    def converse(self, request: Mapping[str, Any]) -> dict[str, Any]:
        self.requests.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer if "output" in answer else tool_use(answer)

    @property
    def asked(self) -> list[str]:
        return [request["modelId"] for request in self.requests]


def tool_use(answer: Mapping[str, Any], stop_reason: str = "tool_use") -> dict[str, Any]:
    content = [{"toolUse": {"toolUseId": "t-1", "name": "submit_review", "input": answer}}]
    return {"output": {"message": {"role": "assistant", "content": content}}, "stopReason": stop_reason, **USAGE}


def text(words: str, stop_reason: str = "end_turn") -> dict[str, Any]:
    message = {"role": "assistant", "content": [{"text": words}]}
    return {"output": {"message": message}, "stopReason": stop_reason, **USAGE}
