"""A record is completed with what CodePipeline's API says of its execution."""

from dataclasses import dataclass, replace

from lambdas.shared.aws.pipeline_api import PipelineApi, UnknownExecutionError
from lambdas.shared.aws.pipeline_settings import read_settings
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.domain.endings import outcome_amendment
from lambdas.shared.domain.execution import Execution, ExecutionStatus
from lambdas.shared.domain.observation import end_observed
from lambdas.shared.domain.outcomes import Outcome, State, completed
from lambdas.shared.domain.rollbacks import rollback_amendment, undoing_amendment, was_undone
from lambdas.shared.domain.silent_extraction import silent_extraction_amendment


@dataclass(frozen=True, slots=True)
class Observer:
    reviews: ReviewTable
    pipelines: PipelineApi

    def record_end(self, outcome: Outcome) -> bool:
        """
        An event tells that an execution ended; the API adds what it does not carry, and decisions nobody told of.

        Returns False where the record knew it all.
        """
        try:
            execution = self.pipelines.execution(outcome.pipeline_name, outcome.execution_id)
        except UnknownExecutionError:
            return self._write_end(outcome)
        is_news = self.add_approvals(execution)
        is_news = self._write_end(self._completed(outcome, execution)) or is_news
        return self._explain(execution) or is_news

    def check(self, pipeline_name: str, execution_id: str, *, now: str) -> bool:
        """
        No event may have come: hold the record against the API. False where they agreed.

        An execution that CodePipeline has forgotten, or whose pipeline was deleted, is not waited for any longer.
        """
        try:
            execution = self.pipelines.execution(pipeline_name, execution_id)
        except UnknownExecutionError:
            return self._write_end(Outcome(execution_id, pipeline_name, State.STOPPED, at=now, started_at=now))
        is_news = self.add_approvals(execution)
        outcome = end_observed(self.reviews.read(execution_id), execution, now=now)
        is_news = (outcome is not None and self._write_end(self._completed(outcome, execution))) or is_news
        return self._explain(execution) or is_news

    def _explain(self, execution: Execution) -> bool:
        """Why there is no change, where extraction itself could not say it."""
        if execution.status is not ExecutionStatus.FAILED:
            return False
        return self.reviews.amend(execution.execution_id, lambda record: silent_extraction_amendment(record, execution))

    def add_approvals(self, execution: Execution) -> bool:
        """What the API tells of approvals is put on the record; False where it was there."""
        if not execution.approvals:
            return False
        settings = read_settings(execution.pipeline_name)
        minutes, required = settings.approval_timeout_minutes, settings.approvals
        ours = (approval for approval in execution.approvals if settings.asks(approval.action_name))
        added = [self.reviews.add_approval(each, timeout_minutes=minutes, required=required) for each in ours]
        return any(added)

    def _completed(self, outcome: Outcome, execution: Execution) -> Outcome:
        """A rollback carries the commit of the execution that it goes back to."""
        outcome = completed(outcome, execution)
        if outcome.rollback_target is None:
            return outcome
        target = self.reviews.read(outcome.rollback_target)
        return replace(outcome, commit_id=target.main.get("commit_id", outcome.commit_id))

    def _write_end(self, outcome: Outcome) -> bool:
        is_news = self.reviews.amend(outcome.execution_id, lambda record: outcome_amendment(record, outcome))
        if outcome.rollback_target and outcome.state is State.SUCCEEDED:
            self._tell_undone(outcome)
        return is_news

    def _tell_undone(self, outcome: Outcome) -> None:
        known = self.reviews.read(outcome.execution_id).main.get("rolled_back_execution_id")
        undone = known or self._find_undone(outcome)
        if undone is None:
            return
        self.reviews.amend(outcome.execution_id, lambda _: rollback_amendment(undone=undone))
        self.reviews.amend(undone, lambda record: undoing_amendment(record, by=outcome.execution_id, at=outcome.at))

    def _find_undone(self, outcome: Outcome) -> str | None:
        """The newest execution that had ended in production when the rollback started; that end may be untold yet."""
        for row in self.reviews.of_pipeline(outcome.pipeline_name):
            execution_id = str(row["execution_id"])
            if execution_id in {outcome.execution_id, outcome.rollback_target}:
                continue
            if not self.reviews.read(execution_id).has_ended:
                self.check(outcome.pipeline_name, execution_id, now=outcome.at)
            if was_undone(self.reviews.read(execution_id), started_at=outcome.started_at):
                return execution_id
        return None
