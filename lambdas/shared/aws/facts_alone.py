"""The review that needs nothing but what extraction saved; where that is gone too, it says so."""

from collections.abc import Sequence

from lambdas.shared.aws.change_store import ChangeStore, DamagedChangeError, NoChangeError
from lambdas.shared.domain.change import BaselineReason, CapturedChange, Change
from lambdas.shared.domain.codec import ShapeError
from lambdas.shared.domain.record import Attributes
from lambdas.shared.domain.review import Review

_NOTHING_READ = "What would change could not be read, so nothing was reviewed."


def facts_alone(main: Attributes, changes: ChangeStore, *, reason: str, policies: Sequence[str]) -> Review:
    """`main` is a whole main item; `reason` says why no model wrote the review; `policies` are of the settings."""
    # Few briefs come this far, and all the rules behind it take a tenth of a second to import.
    from lambdas.shared.domain.assessment import assess, review_without_model  # noqa: PLC0415

    try:
        captured, files = changes.read_files(main)
    except (NoChangeError, DamagedChangeError, ShapeError):
        return review_without_model(assess(_nothing(main), ""), reason=_NOTHING_READ)
    return review_without_model(assess(captured, files, policies=policies), reason=reason)


def _nothing(main: Attributes) -> CapturedChange:
    return CapturedChange(
        Change(
            base="",
            head=str(main.get("commit_id", "")),
            baseline_reason=BaselineReason.EMPTY_TREE,
            baseline_text=str(main.get("extraction_error", "The change is not on the record.")),
            commits=(),
            files=(),
        )
    )
