"""The manual approval: waits for a person, or until its time is over."""

from local.codepipeline.definition import APPROVAL_TIMEOUT_MINUTES
from local.codepipeline.executions import ActionExecution, Outcome, Status


def run_approval(run: ActionExecution) -> Outcome:
    """An approval that nobody decided in time "is processed as a failed action", says the user guide."""
    minutes = run.action.timeout_minutes or APPROVAL_TIMEOUT_MINUTES
    was_woken = run.wake.wait(minutes * 60)
    if run.decision is not None:
        return run.decision
    if was_woken:
        return Outcome(Status.ABANDONED, external_id=run.id)
    return Outcome(Status.FAILED, external_id=run.id, error_code="JobFailed")


def decided(run: ActionExecution, *, is_approved: bool, comment: str, decided_by: str) -> Outcome:
    """With a comment the summary is the comment alone: who decided is then found in `updatedBy` only."""
    verb = "Approved" if is_approved else "Rejected"
    return Outcome(
        Status.SUCCEEDED if is_approved else Status.FAILED,
        external_id=run.id,
        summary=comment or f"{verb} by {decided_by}",
        error_code="" if is_approved else "JobFailed",
        error_message="" if is_approved else comment,
    )
