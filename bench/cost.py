"""
What a review of a range would cost with each model: `python -m bench.cost REPOSITORY BASE [HEAD]`.

The prompts are the product's own, for the whole change; nothing is sent. Tokens are this product's careful count
(see domain/tokens.py: it overstates code by a tenth to a third), answers are taken as 1,200 tokens for each part.
"""

import gzip
import sys
from pathlib import Path

from buildspec.extract_change.baseline import choose_baseline
from buildspec.extract_change.change import extract
from buildspec.extract_change.repository import open_repository
from lambdas.analyze_change.budget import fit_for
from lambdas.analyze_change.instructions import for_part
from lambdas.analyze_change.request import build_request
from lambdas.analyze_change.task import Task
from lambdas.shared.domain.assessment import Assessment, assess
from lambdas.shared.domain.models import profile_of
from lambdas.shared.domain.settings import PipelineSettings
from lambdas.shared.domain.tokens import count_tokens

_ANSWER_TOKENS = 1_200
_MODELS = (
    "global.anthropic.claude-opus-5-5",
    "global.anthropic.claude-sonnet-5-5",
    "global.anthropic.claude-haiku-5-5",
    "us.amazon.nova-2-lite-v1:0",
    "us.amazon.nova-micro-v1:0",
)


def main() -> None:
    repository, base, head = Path(sys.argv[1]), sys.argv[2], (sys.argv[3:] or ["HEAD"])[0]
    assessment = _assessed(repository, base, head)
    change = assessment.change
    print(f"{len(change.files)} files, {change.changed_lines} changed lines, {len(change.commits)} commits")
    print(f"{'model':<36} {'parts':>5} {'lines read':>10} {'prompt tokens':>13} {'list price':>10}")
    for model_id in _MODELS:
        print(_line(assessment, model_id))


def _assessed(folder: Path, base: str, head: str) -> Assessment:
    with open_repository(folder) as repository:
        candidate, deployed = repository.resolve(head), repository.resolve(base)
        if not candidate or not deployed:
            sys.exit(f"{base} or {head} is no commit of {folder}.")
        baseline = choose_baseline(repository, candidate, deployments=(), configured=deployed)
        extraction = extract(repository, baseline, candidate)
    return assess(extraction.captured, gzip.decompress(extraction.diff.compressed).decode())


def _line(assessment: Assessment, model_id: str) -> str:
    settings = PipelineSettings("approver@example.com", model_id, "repository", build=True)
    task = Task("execution", "pipeline", settings, assessment)
    fitted = fit_for(task, model_id)
    tokens, cost = 0, 0.0
    for number, diff in enumerate(fitted.parts, start=1):
        instructions = for_part(task, diff, part=number, parts=len(fitted.parts))
        request = build_request(model_id=model_id, instructions=instructions, guardrail=None)
        prompt = count_tokens(instructions.system + instructions.words + instructions.material)
        prompt += count_tokens(str(request["toolConfig"]))
        price = profile_of(model_id).cost_usd(input_tokens=prompt, output_tokens=_ANSWER_TOKENS, model_id=model_id)
        tokens, cost = tokens + prompt, cost + (price or 0.0)
    share = fitted.coverage.changed_lines_read / max(fitted.coverage.changed_lines_total, 1)
    return f"{model_id:<36} {len(fitted.parts):>5} {share:>10.0%} {tokens:>13,} {cost:>10.4f}"


if __name__ == "__main__":
    main()
