"""How the statuses of records and actions read on a page."""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """The colour that goes with the words; never the only carrier of meaning."""

    QUIET = "quiet"
    RUNNING = "running"
    ATTENTION = "attention"
    GOOD = "good"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Label:
    text: str
    tone: Tone


_RECORD = {
    "CHANGE_CAPTURED": Label("Review under way", Tone.RUNNING),
    "REVIEWED": Label("Reviewed", Tone.RUNNING),
    "AWAITING_APPROVAL": Label("Waiting for a decision", Tone.ATTENTION),
    "APPROVED": Label("Approved", Tone.RUNNING),
    "REJECTED": Label("Rejected", Tone.BAD),
    "EXPIRED": Label("Expired", Tone.BAD),
    "SUPERSEDED": Label("Superseded", Tone.QUIET),
    "STOPPED": Label("Stopped", Tone.QUIET),
    "DEPLOYED": Label("Deployed", Tone.GOOD),
    "DEPLOY_FAILED": Label("Deployment failed", Tone.BAD),
    "ROLLED_BACK": Label("Rolled back", Tone.BAD),
    "FAILED": Label("Failed", Tone.BAD),
}
_EXECUTION = {
    "InProgress": Label("In progress", Tone.RUNNING),
    "Succeeded": Label("Succeeded", Tone.GOOD),
    "Failed": Label("Failed", Tone.BAD),
    "Stopping": Label("Stopping", Tone.RUNNING),
    "Stopped": Label("Stopped", Tone.QUIET),
    "Superseded": Label("Superseded", Tone.QUIET),
    "Cancelled": Label("Cancelled", Tone.QUIET),
}
_ACTION = {**_EXECUTION, "Abandoned": Label("Abandoned", Tone.QUIET)}
_APPROVAL = {
    "InProgress": _RECORD["AWAITING_APPROVAL"],
    "Succeeded": Label("Approved", Tone.GOOD),
    "Failed": Label("Rejected", Tone.BAD),
}
NOT_STARTED = Label("Not started", Tone.QUIET)


def of_record(status: str) -> Label:
    return _RECORD.get(status, Label(status, Tone.QUIET))


def of_execution(status: str) -> Label:
    return _EXECUTION.get(status, Label(status, Tone.QUIET))


def of_action(status: str, *, category: str) -> Label:
    known = {**_ACTION, **(_APPROVAL if category == "Approval" else {})}
    return known.get(status, Label(status, Tone.QUIET))
