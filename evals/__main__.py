"""
Which model and which prompt review best: `make evals` (see evals/README.md).

Exit status 0: every threshold is reached. 1: one is not, or a prompt lacks an instruction. 2: something that was asked
for does not exist. 3: stopped at MAX_COST_USD or by Ctrl-C; the same command goes on.
"""

import argparse
import os
import sys
from collections.abc import Mapping

from rich.console import Console

from evals.answers import AnswerFile, Purse
from evals.case_files import CaseError, read_cases
from evals.entries import EntryError, read_entry
from evals.estimate import Estimate, estimate
from evals.evaluation import Evaluation, evaluate
from evals.models import Models, ModelServerError, refuse_without_account, served_ids
from evals.options import OptionError, Options, read_options
from evals.prompts import PromptError, read_prompt
from evals.run import Plan
from evals.thresholds import ThresholdError, read_thresholds

_WRONG, _STOPPED = 2, 3
_CENT = 0.01


def main(given: Mapping[str, str] = os.environ) -> int:
    console = Console(stderr=True, soft_wrap=True)  # a line is a line, in a log of CI too
    try:
        options = read_options(given)
        evaluation = _evaluation(options)
        if any(entry.asks_a_model for entry in evaluation.plan.entries):
            expected = estimate(evaluation.plan)
            console.print(_expected(expected, options))
            refuse_without_account({model for entry in evaluation.plan.entries for model in entry.asked})
            if expected.cost_usd and options.asks_first and console.input("Go on? [y/N] ").strip().lower() != "y":
                return _WRONG
        return evaluate(evaluation, console)
    except (CaseError, EntryError, ModelServerError, OptionError, PromptError, ThresholdError) as error:
        console.print(str(error), markup=False)
        return _WRONG
    except (KeyboardInterrupt, EOFError):  # before anything was asked; later the evaluation itself answers it
        console.print("Stopped.")
        return _STOPPED


def _evaluation(options: Options) -> Evaluation:
    served = served_ids(options.model_url)
    options.out.mkdir(parents=True, exist_ok=True)
    plan = Plan(
        cases=read_cases(*options.cases),
        entries=[read_entry(name, served=served) for name in options.models],
        prompts=[read_prompt(name, made=options.out / "prompts") for name in options.prompts],
        repeats=options.repeats,
        side_by_side=options.side_by_side,
    )
    return Evaluation(
        plan=plan,
        model=Models(options.model_url, at_once=options.side_by_side),
        answers=AnswerFile(options.out / "answers.jsonl"),
        purse=Purse(options.max_cost_usd),
        thresholds=read_thresholds(options.thresholds),
        out=options.out,
        command=options.command,
    )


def _expected(expected: Estimate, options: Options) -> str:
    unpriced = f" No list price is known for {', '.join(sorted(expected.unpriced))}." if expected.unpriced else ""
    calls = "1 call" if expected.calls == 1 else f"{expected.calls:,} calls"
    cost = f"about ${expected.cost_usd:.2f}" if expected.cost_usd >= _CENT else "less than $0.01"
    at_list_price = f", {cost} at list price" if expected.cost_usd else ""
    return (
        f"At most {calls} with {expected.prompt_tokens:,} prompt tokens{at_list_price} (answers already in "
        f"{options.out} cost nothing); it stops at MAX_COST_USD={options.max_cost_usd:g}.{unpriced}"
    )


if __name__ == "__main__":
    argparse.ArgumentParser(
        prog="python -m evals", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    sys.exit(main())
