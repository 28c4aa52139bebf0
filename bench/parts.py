"""
How long a change that is read in eight parts takes, beside its slowest part: `python -m bench.parts`.

The model only waits, two to four seconds for each part, and answers with what the rules found: what is measured is how
the product lets parts wait side by side, and what checking their answers against the whole diff costs.
"""

import random
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from bench.figure import Figure, keep, table
from bench.mixture import make_mixture
from lambdas.analyze_change.budget import fit_for
from lambdas.analyze_change.meter import Meter
from lambdas.analyze_change.patience import Patience
from lambdas.analyze_change.reading import Reader
from lambdas.analyze_change.task import Task
from lambdas.shared.domain.assessment import Assessment, assess, review_without_model
from lambdas.shared.domain.settings import PipelineSettings

_MODEL = "global.anthropic.claude-sonnet-5-5"
_SIZE = 3_000_000  # more than eight of the model's windows hold
_PLENTY = 900.0  # seconds


@dataclass(slots=True)
class WaitingModel:
    """Thinks for as long as the seed says, and knows how long its slowest answer took."""

    answer: Mapping[str, Any]
    chance: random.Random = field(default_factory=lambda: random.Random(3))  # noqa: S311 -- the same waits each time
    slowest: float = 0.0
    total: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def converse(self, _request: Mapping[str, Any]) -> dict[str, Any]:
        with self._lock:
            seconds = self.chance.uniform(2.0, 4.0)
            self.slowest, self.total = max(self.slowest, seconds), self.total + seconds
        time.sleep(seconds)
        content = [{"toolUse": {"toolUseId": "call-1", "name": "submit_review", "input": self.answer}}]
        return {"output": {"message": {"role": "assistant", "content": content}}, "stopReason": "tool_use"}


def main() -> None:
    mixture = make_mixture(_SIZE)
    assessment = assess(mixture.captured, mixture.diff)
    model = WaitingModel(rules_answer(assessment))
    settings = PipelineSettings("approver@example.com", _MODEL, "repository", build=False)
    task = Task("execution", "pipeline", settings, assessment)
    fitted = fit_for(task, _MODEL)
    reader = Reader(task, _MODEL, model, Patience(lambda: _PLENTY), Meter())
    start = time.perf_counter()
    reader.read(fitted)
    seconds = time.perf_counter() - start
    name = f"reading in {len(fitted.parts)} parts"
    figures = [
        _figure(name, seconds, "slowest part", model.slowest),
        _figure(f"{name} at once", seconds, "in a row", model.total),
    ]
    print(table(figures))
    keep(figures)


def _figure(name: str, seconds: float, rival: str, other: float) -> Figure:
    return Figure(name, f"{seconds:.1f} s", f"{rival}, {other:.1f} s", seconds / other, is_more_better=False)


def rules_answer(assessment: Assessment) -> dict[str, Any]:
    """Ten findings of the rules, in the words of the rules' own review."""
    review = review_without_model(assessment, reason="")
    risk = {"level": str(review.risk.level), "reasons": []}
    findings = [asdict(finding) for finding in review.findings[:10]]
    return {**asdict(review.summary), "findings": findings, "risk": risk}


if __name__ == "__main__":
    main()
