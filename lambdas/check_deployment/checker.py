"""Everything that the check needs, collected; the domain decides."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from lambdas.shared.aws.artifact_reader import ArtifactReader
from lambdas.shared.aws.observer import Observer
from lambdas.shared.aws.pipeline_settings import read_settings
from lambdas.shared.aws.push_table import PushTable
from lambdas.shared.domain import codec
from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.candidate import Candidate, ReviewState
from lambdas.shared.domain.deployment_check import Verdict, check, check_amendment
from lambdas.shared.domain.execution import Execution
from lambdas.shared.domain.jobs import Job
from lambdas.shared.domain.pushes import looked_up
from lambdas.shared.domain.record import Record
from lambdas.shared.domain.review import Review, TamperedReviewError
from lambdas.shared.domain.segregation import Push
from lambdas.shared.domain.trail import Head
from lambdas.shared.domain.triggers import find_push

_PAUSES_SECONDS = (1, 2, 4, 8)  # the API may tell of a decision a moment after the pipeline has moved on


@dataclass(frozen=True, slots=True)
class Checked:
    verdict: Verdict
    head: Head  # of the trail, with the verdict in it

    @property
    def summary(self) -> str:
        """For the console. CodePipeline keeps it, out of reach of whoever could write a trail anew."""
        return f"{self.verdict.sentence} {self.head}"


@dataclass(frozen=True, slots=True)
class Checker:
    observer: Observer
    artifacts: ArtifactReader
    pushes: PushTable
    now: Callable[[], str]
    sleep: Callable[[float], None] = time.sleep

    def check(self, job: Job) -> Checked:
        """
        The verdict, which is on the record when this returns.

        Raises:
            UnknownExecutionError: CodePipeline does not know the execution of this job.
        """
        settings = read_settings(job.pipeline_name)
        execution = self._decided(job)
        candidate, now = self._candidate(job, execution, settings.repository_name), self.now()
        verdicts: list[Verdict] = []

        def decide(record: Record) -> Amendment | None:
            """The record may have changed since it was read: an event can be slower than this step."""
            current = replace(candidate, record=record)
            verdicts.append(check(current, settings, now=now))
            return check_amendment(current, verdicts[-1], job_id=job.id, now=now)

        self.observer.reviews.amend(candidate.record.execution_id, decide)
        return Checked(verdicts[-1], self.observer.reviews.read(candidate.record.execution_id).head)

    def _decided(self, job: Job) -> Execution:
        """The execution, once its decisions are on the record: no event is waited for, the API is asked."""
        for pause in _PAUSES_SECONDS:
            execution = self._read(job)
            record = self.observer.reviews.read(_subject(execution))
            if len(record.counted_approvals(self.now())) >= record.approvals_required:
                return execution
            self.sleep(pause)
        return self._read(job)

    def _read(self, job: Job) -> Execution:
        execution = self.observer.pipelines.execution(job.pipeline_name, job.execution_id)
        self.observer.add_approvals(execution)
        return execution

    def _candidate(self, job: Job, execution: Execution, repository_name: str) -> Candidate:
        measured = self.artifacts.measure(job)
        record = self.observer.reviews.read(_subject(execution))
        review_state, review = self._review(record)
        return Candidate(
            record=record,
            review_state=review_state,
            review=review,
            commit_id=execution.commit_id,
            archive_version=execution.archive_version,
            artifacts=measured.artifacts,
            unread_artifacts=measured.unread,
            pushes=self._pushes(execution, review, repository_name),
            is_rollback=execution.rollback_target is not None,
        )

    def _pushes(self, execution: Execution, review: Review | None, repository_name: str) -> tuple[Push, ...]:
        """Of CodeCommit, what its events told; of other hosts, what the trigger says."""
        push = find_push(execution.trigger_type, execution.trigger_detail, execution.commit_id)
        commits = review.change.commits if review else ()
        recorded = self.pushes.read(repository_name, looked_up(execution.commit_id, commits))
        return (*([push] if push else []), *recorded)

    def _review(self, record: Record) -> tuple[ReviewState, Review | None]:
        if "review_digest" not in record.main:
            return ReviewState.ABSENT, None
        try:
            review = self.observer.reviews.read_review(self.observer.reviews.read_main(record.execution_id))
        except (TamperedReviewError, codec.ShapeError):
            return ReviewState.DAMAGED, None
        return ReviewState.SOUND, review


def _subject(execution: Execution) -> str:
    """A rollback deploys again what another execution deployed: the record of that one counts."""
    return execution.rollback_target or execution.execution_id
