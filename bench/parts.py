"""
How long a change that is read in eight parts takes, beside its slowest part: `python -m bench.parts`.

The model takes the same time for each part and answers with what the rules found. So what is measured is how the
product lets parts wait side by side, four at once: eight equal parts cannot take less than twice the slowest. A part's
time is from its question until its answer is checked, so other work on the machine slows down both sides. What it costs
to check an answer to one part, when that to another has been checked, stands beside the first, in processor time.
"""

import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from bench.figure import Figure, keep, table
from bench.help import only_help
from bench.mixture import make_mixture
from lambdas.analyze_change.budget import fit_for
from lambdas.analyze_change.instructions import Instructions
from lambdas.analyze_change.meter import Meter
from lambdas.analyze_change.patience import Patience
from lambdas.analyze_change.reading import Reader, ground_answer
from lambdas.analyze_change.task import Task
from lambdas.shared.domain.answer import read_answer
from lambdas.shared.domain.assessment import Assessment, assess, review_without_model
from lambdas.shared.domain.grounding.grounded import Grounded
from lambdas.shared.domain.settings import PipelineSettings

_MODEL = "global.anthropic.claude-sonnet-5-5"
_SIZE = 3_000_000  # more than eight of the model's windows hold
_PLENTY = 900.0  # seconds
_THINKING = 3.0  # seconds
_PARTS, _TURNS = 8, 3


@dataclass(frozen=True, slots=True)
class WaitingModel:
    answer: Mapping[str, Any]

    def converse(self, _request: Mapping[str, Any]) -> dict[str, Any]:
        time.sleep(_THINKING)
        content = [{"toolUse": {"toolUseId": "call-1", "name": "submit_review", "input": self.answer}}]
        return {"output": {"message": {"role": "assistant", "content": content}}, "stopReason": "tool_use"}


@dataclass(frozen=True, slots=True)
class TimedReader(Reader):
    """Knows how long each part took, from its question until its answer was checked."""

    taken: list[float] = field(default_factory=list)

    def _ask(self, instructions: Instructions) -> Grounded:
        start = time.perf_counter()
        try:
            return Reader._ask(self, instructions)  # noqa: SLF001 -- a subclass with slots cannot say super()
        finally:
            self.taken.append(time.perf_counter() - start)


def main() -> None:
    mixture = make_mixture(_SIZE)
    assessment = assess(mixture.captured, mixture.diff)
    settings = PipelineSettings("approver@example.com", _MODEL, "repository", build=False)
    turns = [_read(Task("execution", "pipeline", settings, assessment)) for _ in range(_TURNS)]
    checks = [_checks(Task("execution", "pipeline", settings, assessment)) for _ in range(_TURNS)]
    figures = [
        _figure("reading in 8 parts", turns, "slowest part"),
        _figure("checking a further part's answer", checks, "the first's"),
    ]
    print(table(figures))
    keep(figures)


def _read(task: Task) -> tuple[float, float]:
    """The seconds of the whole and of its slowest part; a task of its own, so that nothing is known from before."""
    fitted = fit_for(task, _MODEL)
    if len(fitted.parts) != _PARTS:
        sys.exit(f"The change is read in {len(fitted.parts)} parts, not in {_PARTS}.")
    model = WaitingModel(rules_answer(task.assessment))
    reader = TimedReader(task, _MODEL, model, Patience(lambda: _PLENTY), Meter())
    start = time.perf_counter()
    reader.read(fitted)
    return time.perf_counter() - start, max(reader.taken)


def _checks(task: Task) -> tuple[float, float]:
    """Processor seconds of the second check and of the first."""
    answer = read_answer(WaitingModel(rules_answer(task.assessment)).converse({}))
    times = [time.process_time()]
    for _ in range(2):
        ground_answer(answer, task)
        times.append(time.process_time())
    return times[2] - times[1], times[1] - times[0]


def _figure(name: str, turns: Sequence[tuple[float, float]], rival: str) -> Figure:
    seconds, other = (statistics.median(side) for side in zip(*turns, strict=True))
    ratio = statistics.median(ours / theirs for ours, theirs in turns)
    return Figure(name, f"{seconds:.1f} s", f"{rival}, {other:.1f} s", ratio, is_more_better=False)


def rules_answer(assessment: Assessment) -> dict[str, Any]:
    """Ten findings of the rules, in the words of the rules' own review."""
    review = review_without_model(assessment, reason="")
    risk = {"level": str(review.risk.level), "reasons": []}
    findings = [asdict(finding) for finding in review.findings[:10]]
    return {**asdict(review.summary), "findings": findings, "risk": risk}


if __name__ == "__main__":
    only_help("bench.parts", __doc__)
    main()
