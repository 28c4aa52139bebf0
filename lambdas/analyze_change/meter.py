"""What a review has cost so far: tokens, dollars and time of every call, answered or not usable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from lambdas.shared.domain.models import profile_of
from lambdas.shared.domain.review import ModelUse


@dataclass(slots=True)
class Meter:
    """Parts of a change are read side by side, so counting takes a lock."""

    input_tokens: int = 0
    output_tokens: int = 0
    latency_ms: int = 0
    cost_usd: float | None = 0.0  # None as soon as one call has no list price
    _lock: Lock = field(default_factory=Lock, repr=False)

    def count(self, model_id: str, response: Mapping[str, Any]) -> None:
        """Add the usage and metrics of one response of `Converse`."""
        usage = response.get("usage", {})
        input_tokens, output_tokens = int(usage.get("inputTokens", 0)), int(usage.get("outputTokens", 0))
        cost = profile_of(model_id).cost_usd(input_tokens=input_tokens, output_tokens=output_tokens, model_id=model_id)
        with self._lock:
            self.input_tokens += input_tokens
            self.output_tokens += output_tokens
            self.latency_ms += int(response.get("metrics", {}).get("latencyMs", 0))
            self.cost_usd = None if cost is None or self.cost_usd is None else self.cost_usd + cost

    def use(self, model_id: str, prompt_version: str) -> ModelUse:
        return ModelUse(model_id, prompt_version, self.input_tokens, self.output_tokens, self.cost_usd, self.latency_ms)
