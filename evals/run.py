"""Every case by every entry with every prompt, as often as asked for; through the product's own ladder."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from evals.answers import AnswerFile, Given, Purse, RememberedModel
from evals.case_files import CaseFolder
from evals.changes import assessed
from evals.entries import Entry
from evals.outcome import Outcome
from evals.scoring import score
from lambdas.analyze_change.ladder import write_review
from lambdas.analyze_change.patience import Model, Patience
from lambdas.analyze_change.prompt import Prompt
from lambdas.analyze_change.reading import ground_answer
from lambdas.analyze_change.task import Task
from lambdas.shared.domain.answer import AnswerError, read_answer
from lambdas.shared.domain.assessment import OFFLINE_REASON, Assessment, review_without_model
from lambdas.shared.domain.review import Grounding
from lambdas.shared.domain.triage import choose_readers

_SECONDS = 3_600.0  # for one review: a small machine may think long


@dataclass(frozen=True, slots=True)
class Plan:
    cases: Sequence[CaseFolder]
    entries: Sequence[Entry]
    prompts: Sequence[Prompt]
    repeats: int
    side_by_side: int = 1  # cases at once

    def rounds(self) -> Iterator[tuple[Entry, Prompt, int]]:
        """Of one case. The rules know no prompt and always say the same."""
        for entry in self.entries:
            if entry.asks_a_model:
                yield from ((entry, prompt, repeat) for prompt in self.prompts for repeat in range(self.repeats))
            else:
                yield entry, self.prompts[0], 0

    @property
    def reviews(self) -> int:
        return len(self.cases) * len(list(self.rounds()))


@dataclass(frozen=True, slots=True)
class Bench:
    model: Model
    answers: AnswerFile
    purse: Purse
    told: Callable[[Outcome], None]  # of each review, as it ends


def run(plan: Plan, bench: Bench) -> tuple[Outcome, ...]:
    """
    The outcome of every review of the plan.

    Raises:
        SpentError: the limit is reached; what was answered is kept.
        CaseError: a case cannot be read.
    """
    pool = ThreadPoolExecutor(max_workers=plan.side_by_side)
    try:
        asked = [pool.submit(_case, found, plan, bench) for found in plan.cases]
        return tuple(outcome for one in asked for outcome in one.result())
    finally:
        pool.shutdown(cancel_futures=True)


@dataclass(frozen=True, slots=True)
class _Read:
    """A case whose change the rules have read, and how many seconds that took."""

    found: CaseFolder
    assessment: Assessment
    seconds: float


def _case(found: CaseFolder, plan: Plan, bench: Bench) -> Iterable[Outcome]:
    """One entry after the other, so that entries which share an answer ask for it once."""
    started = time.perf_counter()
    assessment = assessed(found)
    read = _Read(found, assessment, time.perf_counter() - started)
    outcomes = []
    for entry, prompt, repeat in plan.rounds():
        model = RememberedModel(bench.model, answers=bench.answers, purse=bench.purse, repeat=repeat)
        outcome = _outcome(read, entry, prompt, repeat, model)
        bench.told(outcome)
        outcomes.append(outcome)
    return outcomes


def task_of(assessment: Assessment, entry: Entry, prompt: Prompt) -> Task:
    return Task("evaluation", "evaluation", entry.settings, assessment, prompt)


def _outcome(read: _Read, entry: Entry, prompt: Prompt, repeat: int, model: RememberedModel) -> Outcome:
    case, task = read.found.case, task_of(read.assessment, entry, prompt)
    review = write_review(task, model=model, patience=Patience(seconds_left=lambda: _SECONDS))
    rules = review_without_model(task.assessment, reason=OFFLINE_REASON)
    writers = choose_readers(task.assessment, task.settings).model_ids
    costs = [one.cost_usd for one in model.given]
    claims = review.grounding if review.model else claims_of(model.given, task)
    return Outcome(
        case=read.found.name,
        kind=case.kind,
        language=case.language,
        entry=entry.name,
        prompt=task.prompt.version if entry.asks_a_model else "",
        repeat=repeat,
        model_id=review.model.id if review.model else None,
        reason=review.unavailable_reason,
        score=score(case, review, rules, claims, writers),
        input_tokens=sum(one.input_tokens for one in model.given),
        output_tokens=sum(one.output_tokens for one in model.given),
        cost_usd=None if None in costs else sum(cost for cost in costs if cost is not None),
        seconds=sum(one.seconds for one in model.given) or read.seconds,
    )


def claims_of(given: Iterable[Given], task: Task) -> Grounding:
    """Of answers that were thrown away: a model that invents everything must not look as if it had claimed nothing."""
    claims = dropped = 0
    for one in given:
        try:
            answer = read_answer(one.response)
        except AnswerError:
            continue
        grounding = ground_answer(answer, task).grounding
        claims, dropped = claims + grounding.claims, dropped + grounding.dropped
    return Grounding(claims, claims - dropped, dropped)
