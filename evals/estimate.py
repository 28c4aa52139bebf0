"""What an evaluation would cost, before anything is asked: the product's own requests, counted."""

from collections.abc import Iterator
from dataclasses import dataclass

from evals.changes import assessed
from evals.run import Plan, task_of
from lambdas.analyze_change.budget import fit_for
from lambdas.analyze_change.instructions import for_part
from lambdas.analyze_change.request import build_request
from lambdas.analyze_change.task import Task
from lambdas.shared.domain.fitting import Fitted
from lambdas.shared.domain.models import profile_of
from lambdas.shared.domain.tokens import count_tokens
from lambdas.shared.domain.triage import choose_readers

ANSWER_TOKENS = 1_200  # of each part; what models take for such answers


@dataclass(frozen=True, slots=True)
class Estimate:
    calls: int
    prompt_tokens: int
    cost_usd: float
    unpriced: frozenset[str]  # models without a list price


def estimate(plan: Plan) -> Estimate:
    """Of all that the plan would ask if nothing were known yet, merges and repairs left out."""
    calls, tokens, cost = 0, 0, 0.0
    unpriced: set[str] = set()
    for model_id, prompt_tokens in _calls(plan):
        price = price_of(model_id, prompt_tokens)
        if price is None:
            unpriced.add(model_id)
        calls, tokens, cost = calls + 1, tokens + prompt_tokens, cost + (price or 0.0)
    return Estimate(calls, tokens, cost, frozenset(unpriced))


def prompt_tokens(task: Task, model_id: str, fitted: Fitted) -> Iterator[int]:
    """Of the request for each part, by this product's careful count."""
    for number, diff in enumerate(fitted.parts, start=1):
        instructions = for_part(task, diff, part=number, parts=len(fitted.parts))
        request = build_request(model_id=model_id, instructions=instructions, guardrail=None)
        words = instructions.system + instructions.words + instructions.material
        yield count_tokens(words) + count_tokens(str(request["toolConfig"]))


def price_of(model_id: str, prompt_tokens: int) -> float | None:
    return profile_of(model_id).cost_usd(input_tokens=prompt_tokens, output_tokens=ANSWER_TOKENS, model_id=model_id)


def _calls(plan: Plan) -> Iterator[tuple[str, int]]:
    for found in plan.cases:
        assessment = assessed(found)
        for entry, prompt, _ in plan.rounds():
            task = task_of(assessment, entry, prompt)
            readers = choose_readers(assessment, entry.settings)
            for model_id in readers.model_ids[:1]:
                for tokens in prompt_tokens(task, model_id, fit_for(task, model_id)):
                    yield from [(model_id, tokens)] * entry.settings.candidates
