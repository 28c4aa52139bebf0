"""One evaluation from start to end: run, judge, write down, say what came of it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from evals.answers import AnswerFile, Purse, SpentError
from evals.outcome import Outcome
from evals.prompts import is_ablation
from evals.results import write_results
from evals.run import Bench, Plan, run
from evals.standing import Standing, standings
from evals.thresholds import Thresholds, entry_failures, prompt_failures, prompt_regressions
from lambdas.analyze_change.patience import Model

_PASSED, _FAILED, _STOPPED = 0, 1, 3
_MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Evaluation:
    plan: Plan
    model: Model
    answers: AnswerFile
    purse: Purse
    thresholds: Thresholds
    out: Path
    command: str


def evaluate(evaluation: Evaluation, console: Console) -> int:
    """The exit status (see __main__.py)."""
    meant = [prompt for prompt in evaluation.plan.prompts if not is_ablation(prompt)]
    failures = list(prompt_failures(meant))
    if failures:  # no money for a prompt that is known to be wrong
        return _end(evaluation, console, (), failures, is_complete=True)
    failures += prompt_failures([prompt for prompt in evaluation.plan.prompts if is_ablation(prompt)])
    outcomes: list[Outcome] = []
    is_complete = _run(evaluation, console, outcomes)
    if is_complete:
        found = standings(outcomes)
        failures += entry_failures(evaluation.thresholds, found)
        failures += prompt_regressions(evaluation.thresholds, outcomes)
    return _end(evaluation, console, outcomes, failures, is_complete=is_complete)


def _run(evaluation: Evaluation, console: Console, outcomes: list[Outcome]) -> bool:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        bar = progress.add_task("Reviews", total=evaluation.plan.reviews)

        def told(outcome: Outcome) -> None:
            outcomes.append(outcome)
            progress.update(bar, advance=1, description=f"Reviews, ${evaluation.purse.spent_usd:.2f} spent")

        try:
            run(evaluation.plan, Bench(evaluation.model, evaluation.answers, evaluation.purse, told))
        except SpentError:
            console.print("Stopped: the next call could cost more than what is left of MAX_COST_USD.")
        except KeyboardInterrupt:
            console.print("Stopped.")
        else:
            return True
    return False


def _end(
    evaluation: Evaluation, console: Console, outcomes: Sequence[Outcome], failures: Sequence[str], *, is_complete: bool
) -> int:
    ordered = sorted(outcomes, key=lambda one: one.case)
    write_results(evaluation.out, ordered, command=evaluation.command, failures=failures, is_complete=is_complete)
    for standing in standings(ordered):
        console.print(_line(standing), markup=False, highlight=False)
        for line in _silences(ordered, standing):
            console.print(line, markup=False, highlight=False)
    for failure in failures:
        console.print(f"FAILED  {failure}", markup=False, highlight=False)
    console.print(f"See {evaluation.out}/comparison.html and {evaluation.out}/results.json.", markup=False)
    if not is_complete:
        console.print("Not every review was written: the same command goes on where this one stopped.")
        return _STOPPED
    return _FAILED if failures else _PASSED


def _silences(outcomes: Sequence[Outcome], standing: Standing) -> Iterator[str]:
    """Why a model that was asked did not write the review, the most frequent first."""
    mine = (one for one in outcomes if (one.entry, one.prompt) == (standing.entry, standing.prompt))
    reasons = Counter(one.silence for one in mine if one.silence)
    for reason, number in reasons.most_common(_MOST_REASONS):
        yield f"  {number} of {standing.reviews} without a usable answer: {reason}"


def _line(standing: Standing) -> str:
    recall = f"{standing.recall.value:.0%}" if standing.recall else "not known"
    risk = f"{standing.risk_agreement.value:.0%}" if standing.risk_agreement else "not known"
    reviews = "1 review" if standing.reviews == 1 else f"{standing.reviews:,} reviews"
    unsupported = f"{standing.unsupported.value:.0%} of {standing.claims:,}" if standing.unsupported else "no claims"
    return (
        f"{standing.name}: {reviews}, facts said {recall}, risk agreed {risk}, unsupported "
        f"{unsupported}, {standing.seconds:.3f} s"
    )
