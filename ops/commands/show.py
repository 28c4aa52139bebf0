"""`show`: one execution, with its review, approvals and trail."""

from collections.abc import Iterator
from typing import Any

from rich.console import RenderableType

from lambdas.shared.domain.codec import ShapeError, to_data
from lambdas.shared.domain.record import Attributes, Record
from lambdas.shared.domain.review import Review, TamperedReviewError
from ops import options
from ops.documents import GoneError
from ops.errors import ExitCode
from ops.shown import facts, heading, line, short, table, who
from ops.verification import Verdict, verify
from ops.workplace import Workplace

_TOLD = (  # attributes of the main item, as they are called here
    ("Status", "status"),
    ("Created", "created_at"),
    ("Build", "build_number"),
    ("Commit", "commit_id"),
    ("Compared with", "base_commit_id"),
    ("Not extracted", "extraction_error"),
    ("Headline", "headline"),
    ("Risk", "risk_level"),
    ("Risk by the rules", "risk_floor"),
    ("Model", "model_id"),
    ("Reviewed", "reviewed_at"),
    ("Review digest", "review_digest"),
    ("Decision", "decision"),
    ("Decided by", "decided_by"),
    ("Decided", "decided_at"),
    ("Comment", "comment"),
    ("Ended", "ended_at"),
    ("Outcome", "outcome_summary"),
    ("Deployed", "deployed_at"),
    ("Rolled back", "rolled_back_at"),
)


@options.command("show")
@options.execution
def command(place: Workplace, *, execution: str) -> ExitCode:
    """One execution: its review, approvals and trail. EXECUTION may be the beginning of an id."""
    record = place.executions.find(execution)
    review = _review(place, record)
    verdict = verify(record.execution_id, lambda _: record, place.documents)
    data = {
        "execution_id": record.execution_id,
        "record": readable(record.main),
        "approvals": [readable(each) for each in approvals(record)],
        "trail": [to_data(entry) for entry in record.trail],
        "review": review.to_data() if review else None,
        "verification": to_data(verdict),
    }
    place.answer(data, *_shown(record, review, verdict))
    return ExitCode.DONE if verdict.is_sound else ExitCode.AMISS


def readable(attributes: Attributes) -> dict[str, Any]:
    """Without what is packed."""
    return {name: value for name, value in sorted(attributes.items()) if not isinstance(value, bytes)}


def approvals(record: Record) -> list[Attributes]:
    """The oldest first."""
    return sorted(record.approvals.values(), key=lambda each: str(each.get("started_at", "")))


def _review(place: Workplace, record: Record) -> Review | None:
    """None where there is none that could be shown; the verification says why."""
    try:
        return place.documents.review(record.main) if "review_digest" in record.main else None
    except (TamperedReviewError, ShapeError, GoneError, KeyError):
        return None


def _shown(record: Record, review: Review | None, verdict: Verdict) -> Iterator[RenderableType]:
    yield heading(f"{record.pipeline_name} {record.execution_id}")
    yield facts((name, record.main.get(attribute)) for name, attribute in _TOLD)
    if review:
        yield from _summary(review)
    if record.approvals:
        yield heading("Approvals")
        columns = ("approval", "stage", "status", "opened", "expires", "mailed", "decided", "by", "comment")
        yield table(columns, map(_approval, approvals(record)))
    yield heading("Trail")
    entries = ((entry.sequence, entry.at, short(entry.hash), entry.event) for entry in record.trail)
    yield table(("entry", "at", "hash", "event"), entries, right=["entry"])
    yield from map(line, verdict.sentences)


def _summary(review: Review) -> Iterator[RenderableType]:
    yield heading("Summary")
    yield from map(line, review.summary.paragraphs)
    yield line(f"{review.coverage.files_read} of {review.coverage.files_total} files were read.")
    if review.unavailable_reason:
        yield line(review.unavailable_reason)
    if review.risk.reasons:
        yield heading("Risk")
        reasons = ((each.level, f"{each.path}:{each.line or ''}", each.text) for each in review.risk.reasons)
        yield table(("level", "place", "reason"), reasons)


def _approval(each: Attributes) -> list[object]:
    known = ("stage_name", "status", "started_at", "expires_at", "mailed_at", "decided_at")
    id_ = short(each.get("action_execution_id", ""))
    return [id_, *(each.get(name) for name in known), who(each.get("decided_by")), each.get("comment")]
