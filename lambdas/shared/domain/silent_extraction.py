"""
Extraction that was ended before it could say why: out of time, out of memory, its image gone, its build stopped.

It puts its own failures on the record. Where there is neither a change nor a reason, CodePipeline knows that the action
failed, and the approver hears of it in one of these sentences. What the action says of itself is looked at for one word
and never quoted.
"""

from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.execution import Action, Execution, ExecutionStatus
from lambdas.shared.domain.record import Record

EXTRACTION = "ExtractChange"  # the action, in the pipelines of `stacks/` and `review_gate/`
_OPENING = "The change could not be extracted: "
_REASONS = {
    "TIMED_OUT": "the build that reads it ran out of time.",
    "STOPPED": "the build that reads it was stopped.",
    "FAULT": "the machine of the build that reads it failed.",
}
_NO_REASON = "the build that reads it ended without a word; its log in CodeBuild may tell why."


def silent_extraction_amendment(record: Record, execution: Execution) -> Amendment | None:
    """Why there is no change; None where there is one, where the record tells why not, or where nothing has ended."""
    if not record.exists or record.main.keys() & {"diff_sha256", "extraction_error"}:
        return None
    runs = [action for action in execution.actions if action.action_name == EXTRACTION]
    last = max(runs, key=lambda action: action.started_at, default=None)
    if execution.status is not ExecutionStatus.FAILED or last is None or last.status != "Failed":
        return None
    return Amendment("extraction ended", {"extraction_error": _OPENING + _reason(last)})


def _reason(action: Action) -> str:
    words = set((action.summary or "").upper().replace(":", " ").split())
    return next((reason for word, reason in _REASONS.items() if word in words), _NO_REASON)
