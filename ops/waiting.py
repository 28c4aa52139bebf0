"""What an execution that is not over waits for, since when, and whether that is too long."""

from dataclasses import dataclass
from enum import StrEnum

from lambdas.shared.domain.addresses import has_reached, unreachable
from lambdas.shared.domain.links import approval_url
from lambdas.shared.domain.mails import is_unheard
from lambdas.shared.domain.record import Record
from lambdas.shared.domain.times import later

_ANALYSIS_MINUTES = 20  # the function has 15, and the reconciler looks every 5
_DECISION_MINUTES = 24 * 60  # when the approver is reminded


class WaitsFor(StrEnum):
    ANALYSIS = "analysis"  # a change was captured; its review is to come
    APPROVAL = "approval to open"  # reviewed; the build is not over
    MAIL = "mail"  # the approval is open, and the approver does not know
    DECISION = "decision"  # the approver's


@dataclass(frozen=True, slots=True)
class Waiting:
    execution_id: str
    pipeline_name: str
    waits_for: WaitsFor
    since: str
    is_overdue: bool
    expires_at: str | None
    reminders: int
    headline: str | None
    risk_level: str | None
    approval_url: str | None  # the dialog in the console; None while there is none


def waiting(record: Record, *, console_url: str, now: str) -> Waiting | None:
    """None where nobody is waited for: it is being deployed, or it is over."""
    approval = record.waiting_approval
    if not record.exists or record.status is None or not record.status.is_open or "decision" in record.main:
        return None
    waits_for, since = _what(record)
    return Waiting(
        execution_id=record.execution_id,
        pipeline_name=record.pipeline_name,
        waits_for=waits_for,
        since=since,
        is_overdue=_is_overdue(record, waits_for, since, now=now),
        expires_at=approval["expires_at"] if approval else None,
        reminders=int(approval.get("reminders", 0)) if approval else 0,
        headline=record.main.get("headline"),
        risk_level=record.main.get("risk_level"),
        approval_url=approval_url(console_url, record, approval) if approval else None,
    )


def _what(record: Record) -> tuple[WaitsFor, str]:
    approval = record.waiting_approval
    if approval and has_reached(approval, unreachable(record)):
        return WaitsFor.DECISION, str(approval["started_at"])
    if not record.has_review:
        return WaitsFor.ANALYSIS, str(record.main["created_at"])
    if approval:
        return WaitsFor.MAIL, str(approval["started_at"])
    return WaitsFor.APPROVAL, str(record.main.get("reviewed_at", record.main["created_at"]))


def _is_overdue(record: Record, waits_for: WaitsFor, since: str, *, now: str) -> bool:
    approval = record.waiting_approval
    if approval and now >= approval["expires_at"]:
        return True
    match waits_for:
        case WaitsFor.ANALYSIS:
            return now >= later(since, minutes=_ANALYSIS_MINUTES)
        case WaitsFor.MAIL:
            return is_unheard(record, now=now)
        case WaitsFor.DECISION:
            return now >= later(since, minutes=_DECISION_MINUTES)
    return False  # how long a build takes is the team's affair
