"""
Answers of models, kept as JSON lines as they come: what was answered once is not asked, nor paid for, again.

An answer belongs to its request, word for word, to the repeat, and to its number among equal requests (candidates).
So whoever edits a case, a prompt or a rule asks anew exactly what has changed, and scores are always those of today's
code.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from lambdas.analyze_change.patience import Model
from lambdas.shared.domain import codec
from lambdas.shared.domain.models import profile_of
from lambdas.shared.domain.tokens import count_tokens


class SpentError(Exception):
    """Another call could cost more than what is left of MAX_COST_USD."""


@dataclass(slots=True)
class Purse:
    """What this run may still spend; a call's worst case is put aside before it is made."""

    limit_usd: float
    spent_usd: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def put_aside(self, amount: float) -> None:
        with self._lock:
            if self.spent_usd + amount > self.limit_usd:
                raise SpentError
            self.spent_usd += amount

    def settle(self, put_aside: float, paid: float) -> None:
        with self._lock:
            self.spent_usd += paid - put_aside


@dataclass(frozen=True, slots=True)
class Given:
    """One response of `Converse`."""

    model_id: str
    response: dict[str, Any]

    @property
    def input_tokens(self) -> int:
        return int(self.response.get("usage", {}).get("inputTokens", 0))

    @property
    def output_tokens(self) -> int:
        return int(self.response.get("usage", {}).get("outputTokens", 0))

    @property
    def seconds(self) -> float:
        return float(self.response.get("metrics", {}).get("latencyMs", 0)) / 1000

    @property
    def cost_usd(self) -> float | None:
        """At list price; None without one."""
        tokens = {"input_tokens": self.input_tokens, "output_tokens": self.output_tokens}
        return profile_of(self.model_id).cost_usd(**tokens, model_id=self.model_id)


class AnswerFile:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._known: dict[str, dict[str, Any]] = {}
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                if line.endswith("}"):  # the last one may have been cut off
                    kept = json.loads(line)
                    self._known[kept["key"]] = kept["response"]

    def find(self, key: str) -> dict[str, Any] | None:
        return self._known.get(key)

    def keep(self, key: str, model_id: str, response: Mapping[str, Any]) -> None:
        kept = {name: response[name] for name in ("output", "stopReason", "usage", "metrics") if name in response}
        line = json.dumps({"key": key, "model_id": model_id, "response": kept}, ensure_ascii=False)
        with self._lock, self._path.open("a", encoding="utf-8") as file:
            self._known[key] = kept
            file.write(f"{line}\n")


class RememberedModel:
    """A model as one review sees it: answers that are known come from the file, others are asked for and kept."""

    def __init__(self, model: Model, *, answers: AnswerFile, purse: Purse, repeat: int) -> None:
        self._model = model
        self._answers = answers
        self._purse = purse
        self._repeat = repeat
        self._lock = Lock()
        self._asked: Counter[str] = Counter()
        self.given: list[Given] = []  # every answer of this review, used or not

    def converse(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """
        The known answer, else the model's own.

        Raises:
            SpentError: the limit of this run is reached; nothing was asked.
            ModelError: as the model itself.
        """
        key = self._key(request)
        model_id = str(request["modelId"])
        response = self._answers.find(key) or self._ask(key, model_id, request)
        with self._lock:
            self.given.append(Given(model_id, response))
        return response

    def _ask(self, key: str, model_id: str, request: Mapping[str, Any]) -> dict[str, Any]:
        worst = worst_cost(request)
        self._purse.put_aside(worst)
        paid = 0.0
        try:
            response = self._model.converse(request)
            paid = Given(model_id, response).cost_usd or 0.0
        finally:
            self._purse.settle(worst, paid)
        self._answers.keep(key, model_id, response)
        return response

    def _key(self, request: Mapping[str, Any]) -> str:
        digest = codec.digest(request)
        with self._lock:
            number = self._asked[digest]
            self._asked[digest] += 1
        return f"{digest[:32]}/{self._repeat}/{number}"


def worst_cost(request: Mapping[str, Any]) -> float:
    """Dollars if the answer is as long as it may be; 0 without a list price."""
    model_id = str(request["modelId"])
    tokens = count_tokens(json.dumps([request["system"], request["messages"], request["toolConfig"]]))
    profile = profile_of(model_id)
    return profile.cost_usd(input_tokens=tokens, output_tokens=profile.output_tokens, model_id=model_id) or 0.0
