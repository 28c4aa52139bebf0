"""A change is analysed once more, and the review kept beside the first, which stays what was approved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lambdas.analyze_change.ladder import write_review
from lambdas.analyze_change.patience import Model, Patience
from lambdas.analyze_change.prompt import CURRENT, VERSIONS, Prompt
from lambdas.analyze_change.task import Task
from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.assessment import assess
from lambdas.shared.domain.change import CapturedChange
from lambdas.shared.domain.record import Attributes, Record
from lambdas.shared.domain.retention import EXPIRES_ON
from lambdas.shared.domain.review import Review
from lambdas.shared.domain.settings import PipelineSettings
from ops.errors import OperatorError

_SECONDS = 3_600.0  # nobody stops an operator's own process before


@dataclass(frozen=True, slots=True)
class Rerun:
    """What the record says of it; the review itself is in the item of this name."""

    item: str  # REVIEW#000001
    review_digest: str
    model_id: str  # "none": the rules
    prompt_version: str
    at: str
    by: str  # ARN


def prompt_of(version: str | None) -> Prompt:
    """
    The prompt of `prompts/review/VERSION`; without one the current one.

    Raises:
        OperatorError: there is no such version.
    """
    known = sorted(folder.name for folder in VERSIONS.iterdir() if folder.is_dir())
    if version is None:
        return CURRENT
    if version not in known:
        raise OperatorError(f"There is no version {version!r} of the prompt; there is {', '.join(known)}.")
    return Prompt(Path(VERSIONS) / version)


def asking(settings: PipelineSettings, model_id: str | None) -> PipelineSettings:
    """With a model named, that one alone is asked."""
    if model_id is None:
        return settings
    return replace(settings, model_id=model_id, fallback_model_ids=(), triage=None)


def analyse_again(
    record: Record, captured: CapturedChange, diff: str, *, settings: PipelineSettings, prompt: Prompt, model: Model
) -> Review:
    """
    The new review.

    Raises:
        OperatorError: no model gave an answer.
    """
    assessment = assess(captured, diff, policies=settings.policies)
    task = Task(record.execution_id, record.pipeline_name, settings, assessment, prompt)
    review = write_review(task, model=model, patience=Patience(seconds_left=lambda: _SECONDS))
    if settings.model_ids and review.model is None:
        raise OperatorError(f"Nothing was kept, because no model wrote a review. {review.unavailable_reason}")
    return review


def rerun_of(record: Record, review: Review, *, digest: str, at: str, by: str) -> Rerun:
    """The next of this record."""
    number = len(record.main.get("reruns", ())) + 1
    use = review.model
    return Rerun(
        item=f"REVIEW#{number:06d}",
        review_digest=digest,
        model_id=use.id if use else "none",
        prompt_version=use.prompt_version if use else "",
        at=at,
        by=by,
    )


def item_of(record: Record, rerun: Rerun, content: Attributes) -> dict[str, Any]:
    """What is written to the table; `content` holds the review or says where it is."""
    return {
        "execution_id": record.execution_id,
        "item": rerun.item,
        **content,
        "model_id": rerun.model_id,
        "prompt_version": rerun.prompt_version,
        "reviewed_at": rerun.at,
        "reviewed_by": rerun.by,
        "reviewed_diff_sha256": record.main["diff_sha256"],
        **({EXPIRES_ON: record.main[EXPIRES_ON]} if EXPIRES_ON in record.main else {}),
    }


def amendment_of(record: Record, rerun: Mapping[str, Any]) -> Amendment:
    """So that the trail tells of it, with its digest."""
    before: Sequence[Any] = record.main.get("reruns", [])
    return Amendment("analysed again", {"reruns": [*before, dict(rerun)]})
