"""Where an execution stands, and what each event makes of it."""

from enum import StrEnum


class Status(StrEnum):
    CHANGE_CAPTURED = "CHANGE_CAPTURED"
    REVIEWED = "REVIEWED"
    AWAITING_APPROVAL = "AWAITING_APPROVAL"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    EXPIRED = "EXPIRED"
    SUPERSEDED = "SUPERSEDED"
    STOPPED = "STOPPED"
    DEPLOYED = "DEPLOYED"
    DEPLOY_FAILED = "DEPLOY_FAILED"
    ROLLED_BACK = "ROLLED_BACK"
    FAILED = "FAILED"  # ended before any decision: the build or the extraction failed

    @property
    def is_open(self) -> bool:
        """Something is still expected to happen."""
        return self in OPEN


OPEN = (Status.CHANGE_CAPTURED, Status.REVIEWED, Status.AWAITING_APPROVAL, Status.APPROVED)


class Event(StrEnum):
    """What can happen to an execution, in the order in which events of one and the same second are told."""

    CHANGE_CAPTURED = "change captured"
    REVIEW_SAVED = "review saved"
    APPROVAL_OPENED = "approval opened"
    APPROVER_ASKED = "approver asked"
    APPROVED = "approved"
    REJECTED = "rejected"
    EXPIRED = "expired"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    STOPPED = "stopped"
    SUPERSEDED = "superseded"
    ROLLED_BACK = "rolled back"


_NEW = {  # of an execution that nothing was known of
    Event.CHANGE_CAPTURED: Status.CHANGE_CAPTURED,
    Event.REVIEW_SAVED: Status.REVIEWED,
    Event.APPROVAL_OPENED: Status.AWAITING_APPROVAL,  # no review will come: nobody captured a change
    Event.APPROVER_ASKED: Status.AWAITING_APPROVAL,
    Event.APPROVED: Status.APPROVED,
    Event.REJECTED: Status.REJECTED,
    Event.EXPIRED: Status.EXPIRED,
    Event.SUCCEEDED: Status.DEPLOYED,
    Event.FAILED: Status.FAILED,
    Event.STOPPED: Status.STOPPED,
    Event.SUPERSEDED: Status.SUPERSEDED,
    Event.ROLLED_BACK: Status.ROLLED_BACK,
}

_DECISIONS = {event: _NEW[event] for event in (Event.APPROVED, Event.REJECTED, Event.EXPIRED)}
_HALTS = {event: _NEW[event] for event in (Event.STOPPED, Event.SUPERSEDED)}
_ENDED = {Event.SUCCEEDED: Status.DEPLOYED, **_HALTS}
_ROLLED_BACK = {Event.ROLLED_BACK: Status.ROLLED_BACK}
_ASKED = {Event.APPROVER_ASKED: Status.AWAITING_APPROVAL}
_REOPENED = {Event.APPROVAL_OPENED: Status.AWAITING_APPROVAL}
_UNDECIDED = {**_DECISIONS, **_ENDED, **_ROLLED_BACK, Event.FAILED: Status.FAILED}

_NEXT: dict[Status, dict[Event, Status]] = {
    # An approval that opens leaves the status until the approver is asked: the table's stream brings the mail when
    # the status becomes REVIEWED or when the approval is written, whichever comes last.
    Status.CHANGE_CAPTURED: {**_UNDECIDED, **_ASKED, Event.REVIEW_SAVED: Status.REVIEWED},
    Status.REVIEWED: {**_UNDECIDED, **_ASKED},
    Status.AWAITING_APPROVAL: _UNDECIDED,
    Status.APPROVED: {**_REOPENED, **_DECISIONS, **_ENDED, **_ROLLED_BACK, Event.FAILED: Status.DEPLOY_FAILED},
    # A stage that was rejected, ran out of time or was stopped can be retried under the same execution id.
    Status.REJECTED: {**_REOPENED, **_DECISIONS, **_ENDED},
    Status.EXPIRED: {**_REOPENED, **_DECISIONS, **_ENDED},
    Status.STOPPED: {**_REOPENED, **_DECISIONS, **_ENDED},
    Status.FAILED: {**_REOPENED, **_DECISIONS, **_ENDED},
    Status.DEPLOY_FAILED: {**_REOPENED, **_DECISIONS, **_ENDED, **_ROLLED_BACK},
    Status.SUPERSEDED: {},
    Status.DEPLOYED: _ROLLED_BACK,
    Status.ROLLED_BACK: {},
}


def next_status(status: Status | None, event: Event) -> Status:
    """
    The status after this event; the same status where the event changes nothing. Total: every pair has an answer.

    Args:
        status: None for an execution that nothing was known of.
        event: what happened.
    """
    if status is None:
        return _NEW[event]
    return _NEXT[status].get(event, status)
