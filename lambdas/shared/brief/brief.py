"""The brief: the review as the approver sees it, with what only the waiting approval knows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lambdas.shared.brief.agreement import Agreement
from lambdas.shared.brief.web_address import require_web_address
from lambdas.shared.domain.production import Deployed
from lambdas.shared.domain.pushers import NOT_KNOWN, Pushers
from lambdas.shared.domain.review import Review


class BriefKind(StrEnum):
    """Why the approver is written to."""

    FIRST = "first"
    REMINDER = "reminder"  # the approval is still waiting
    OVERDUE = "overdue"  # the review is late: the facts alone, so that nobody waits for nothing


@dataclass(frozen=True, slots=True)
class Brief:
    """
    All times carry their zone. Only `approval_url` becomes a link, and it comes from the approval, never the change.

    Raises:
        ValueError: `approval_url` is no web address.
    """

    review: Review
    pipeline_name: str
    repository_name: str
    region: str
    execution_id: str
    approval_url: str
    opened_at: datetime  # when the approval began to wait
    expires_at: datetime
    author: str  # of the candidate, as the commit says: hostile
    pushers: Pushers = NOT_KNOWN  # when this was written; the names of callers are hostile, too
    kind: BriefKind = BriefKind.FIRST
    newer_execution_waiting: bool = False
    deployed_since: Deployed | None = None  # what came to production after the change was read
    console_name: str = "CodePipeline"  # where the button leads
    language: str = "English"  # of the summary; the frame around it is English
    written_at: datetime | None = None  # None: as the approval opened
    agreements: tuple[Agreement, ...] = ()  # of who approved before, where two have to
    is_escalated: bool = False  # to the second address, because no mail reaches the approver's
    is_report_withheld: bool = False  # SES found a virus in the mail that had it

    def __post_init__(self) -> None:
        require_web_address(self.approval_url, name="approval_url")

    @property
    def digest(self) -> str:
        """Of the review that the approver is shown; computed each time."""
        return str(self.review.to_data()["digest"])

    @property
    def now(self) -> datetime:
        return self.written_at or self.opened_at
