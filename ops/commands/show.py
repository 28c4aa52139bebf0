"""`show`: one execution, with its review, approvals and trail."""

from collections.abc import Iterator

from rich.console import RenderableType

from lambdas.shared.domain.record import Attributes
from lambdas.shared.domain.review import Review
from ops import options
from ops.dossier import Dossier, dossier_of
from ops.errors import ExitCode
from ops.shown import facts, heading, line, short, table, who
from ops.workplace import Workplace

_TOLD = (  # attributes of the main item, as they are called here
    ("Status", "status"),
    ("Created", "created_at"),
    ("Build", "build_number"),
    ("Commit", "commit_id"),
    ("Compared with", "base"),
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
    ("Legal hold", "legal_hold"),
    ("Held by", "held_by"),
)

_TOLD_OF_AN_APPROVAL = (
    ("Stage", "stage_name"),
    ("Action", "action_name"),
    ("Status", "status"),
    ("Opened", "started_at"),
    ("Expires", "expires_at"),
    ("Mailed", "mailed_at"),
    ("Decided", "decided_at"),
)


@options.command("show")
@options.execution
def command(place: Workplace, *, execution: str) -> ExitCode:
    """One execution: its review, approvals and trail. EXECUTION may be the beginning of an id."""
    dossier = dossier_of(place.executions.find(execution), place.documents, place.anchors)
    place.answer(dossier.to_data(), *_shown(dossier))
    return ExitCode.DONE if dossier.verdict.is_sound else ExitCode.AMISS


def _shown(dossier: Dossier) -> Iterator[RenderableType]:
    record = dossier.record
    yield heading(f"{record.pipeline_name} {record.execution_id}")
    yield facts((name, {**dossier.main, "base": dossier.base}.get(attribute)) for name, attribute in _TOLD)
    if dossier.review:
        yield from _summary(dossier.review)
    for approval in dossier.approvals:
        yield heading(f"Approval {short(approval.get('action_execution_id', ''))}")
        yield facts(_approval(approval))
    yield heading("Trail")
    entries = ((entry.sequence, entry.at, short(entry.hash), entry.event) for entry in record.trail)
    yield table(("entry", "at", "hash", "event"), entries, right=["entry"])
    yield from map(line, dossier.verdict.sentences)


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


def _approval(approval: Attributes) -> Iterator[tuple[str, object]]:
    for name, attribute in _TOLD_OF_AN_APPROVAL:
        yield name, approval.get(attribute)
    yield "By", who(approval.get("decided_by"))
    yield "Comment", approval.get("comment")
