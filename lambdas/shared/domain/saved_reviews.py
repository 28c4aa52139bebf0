"""What of a review stands on the record in clear, and which review stays there when two are offered."""

from collections.abc import Mapping
from typing import Any

from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.record import Attributes, Record
from lambdas.shared.domain.review import Review
from lambdas.shared.domain.status import Status

_LONGEST_TEXT = 8_000


def is_wanted(record: Record, *, of: str | None = None) -> bool:
    """
    The first review of a change stays: it may be in the approver's hands. A change captured anew needs another.

    `of` is the digest of the diff that is or would be reviewed; None: whatever the record holds.
    """
    if of is not None and of != record.main.get("diff_sha256"):
        return False
    return record.status is Status.CHANGE_CAPTURED or not record.has_review


def review_amendment(record: Record, review: Review, *, content: Attributes, is_overdue: bool, now: str) -> Amendment:
    """
    The review is saved.

    Args:
        record: as it is.
        review: of the change that `record` holds.
        content: the attribute that holds the whole review or says where it is, and its digest.
        is_overdue: written from the facts alone, because the one with a model is late.
        now: for `reviewed_at`.
    """
    reviewed = {
        "reviewed_at": now,
        "reviewed_diff_sha256": record.main.get("diff_sha256"),
        "is_review_overdue": is_overdue,
    }
    return Amendment("review saved", {**_in_clear(review), **content, **reviewed}, without=_other_place(content))


def evidence_amendment(record: Record, review: Review, *, content: Attributes, replaces: str) -> Amendment | None:
    """The review was completed with the build's evidence; None when the record holds another one meanwhile."""
    if record.main.get("review_digest") != replaces:
        return None
    return Amendment("evidence added", {**_in_clear(review), **content}, without=_other_place(content))


def _other_place(content: Attributes) -> tuple[str, ...]:
    """A review is in the item or in S3; where the one before it was in the other, nobody is to find it there."""
    return tuple({"review", "review_key"} - content.keys())


def _in_clear(review: Review) -> Mapping[str, Any]:
    """For people who look at the table."""
    text = "\n\n".join((*review.summary.paragraphs, *review.summary.consequences))
    return {
        "headline": review.summary.headline,
        "risk_level": str(review.risk.level),
        "risk_floor": str(review.risk.floor),
        "model_id": review.model.id if review.model else "none",
        "summary_text": text[:_LONGEST_TEXT],
    }
