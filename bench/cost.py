"""
What a review of a range would cost with each model: `python -m bench.cost REPOSITORY BASE [HEAD]`.

The prompts are the product's own, for the whole change; nothing is sent. Tokens are this product's careful count
(see domain/tokens.py: it overstates code by a tenth to a third), answers are taken as 1,200 tokens for each part.
"""

import argparse
import sys
from pathlib import Path

from evals.case_files import CaseError
from evals.changes import extracted
from evals.estimate import price_of, prompt_tokens
from lambdas.analyze_change.budget import fit_for
from lambdas.analyze_change.task import Task
from lambdas.shared.domain.assessment import Assessment, assess
from lambdas.shared.domain.settings import PipelineSettings

_MODELS = (
    "global.anthropic.claude-opus-5-5",
    "global.anthropic.claude-sonnet-5-5",
    "global.anthropic.claude-haiku-5-5",
    "us.amazon.nova-2-lite-v1:0",
    "us.amazon.nova-micro-v1:0",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repository", type=Path)
    parser.add_argument("base")
    parser.add_argument("head", nargs="?", default="HEAD")
    given = parser.parse_args()
    assessment = _assessed(given.repository, given.base, given.head)
    change = assessment.change
    print(f"{len(change.files)} files, {change.changed_lines} changed lines, {len(change.commits)} commits")
    print(f"{'model':<36} {'parts':>5} {'lines read':>10} {'prompt tokens':>13} {'list price':>10}")
    for model_id in _MODELS:
        print(_line(assessment, model_id))


def _assessed(folder: Path, base: str, head: str) -> Assessment:
    try:
        return assess(*extracted(folder, base, head))
    except CaseError as error:
        sys.exit(str(error))


def _line(assessment: Assessment, model_id: str) -> str:
    settings = PipelineSettings("approver@example.com", model_id, "repository", build=True)
    task = Task("execution", "pipeline", settings, assessment)
    fitted = fit_for(task, model_id)
    counts = list(prompt_tokens(task, model_id, fitted))
    tokens, cost = sum(counts), sum(price_of(model_id, count) or 0.0 for count in counts)
    share = fitted.coverage.changed_lines_read / max(fitted.coverage.changed_lines_total, 1)
    return f"{model_id:<36} {len(fitted.parts):>5} {share:>10.0%} {tokens:>13,} {cost:>10.4f}"


if __name__ == "__main__":
    main()
