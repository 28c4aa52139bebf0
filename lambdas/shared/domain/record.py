"""The record of one execution: a main item, its approvals, its trail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lambdas.shared.domain.status import Status
from lambdas.shared.domain.trail import BEGINNING, Entry, Head

Attributes = Mapping[str, Any]

SCHEMA_VERSION = 1
ENDS = ("SUCCEEDED", "FAILED", "STOPPED", "CANCELED", "SUPERSEDED")  # CodePipeline's states that end an execution


@dataclass(frozen=True, slots=True)
class Record:
    """One item collection as it was read, without the change and the diff."""

    execution_id: str
    main: Attributes = field(default_factory=dict)  # empty: nothing is known of this execution
    approvals: Mapping[str, Attributes] = field(default_factory=dict)  # by action execution id
    trail: tuple[Entry, ...] = ()

    @property
    def exists(self) -> bool:
        return bool(self.main)

    @property
    def status(self) -> Status | None:
        return Status(self.main["status"]) if "status" in self.main else None

    @property
    def pipeline_name(self) -> str:
        return str(self.main.get("pipeline_name", ""))

    @property
    def has_review(self) -> bool:
        """There is a review, and it is of the change that was captured last."""
        is_current = self.main.get("reviewed_diff_sha256") == self.main.get("diff_sha256")
        return "review_digest" in self.main and is_current

    @property
    def has_ended(self) -> bool:
        return self.main.get("execution_state") in ENDS

    @property
    def latest_approval(self) -> Attributes | None:
        """The one that counts: a stage that is retried opens another."""
        return max(self.approvals.values(), key=_age, default=None)

    @property
    def head(self) -> Head:
        """
        Where the trail has come to, as the main item says: the next entry follows that one.

        It does not follow the last entry that is there: entries that were taken away would leave no gap.
        """
        said = self.main.get("trail_length", 0)
        length = max(said if isinstance(said, int) else 0, len(self.trail))
        return Head(length, str(self.main.get("trail_hash", BEGINNING)))

    @property
    def approvals_required(self) -> int:
        return int(self.main.get("approvals_required", 1))

    def counted_approvals(self, at: str) -> tuple[Attributes, ...]:
        """
        Who had approved by then, each action by its newest approval: a stage that is retried may ask both again.

        There may be more or fewer than are required.
        """
        opened = [approval for approval in self.approvals.values() if approval["started_at"] <= at]
        newest: dict[tuple[str, str], Attributes] = {}
        for approval in sorted(opened, key=_age):
            newest[approval["stage_name"], approval["action_name"]] = approval
        return tuple(each for each in newest.values() if each["status"] == "APPROVED" and each["decided_at"] <= at)

    @property
    def waiting_approval(self) -> Attributes | None:
        """The approval that a person could decide now."""
        approval = self.latest_approval
        is_open = self.status is not None and self.status.is_open
        return approval if approval and is_open and approval["status"] == "WAITING" else None


def _age(approval: Attributes) -> tuple[str, bool, str]:
    """Of two that opened within one second, the one that still waits came later."""
    return str(approval["started_at"]), approval["status"] == "WAITING", str(approval["action_execution_id"])
