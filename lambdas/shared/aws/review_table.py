"""The record, as the steps use it: each method makes one thing true of one execution, however often it is called."""

import random
import time
from collections.abc import Callable, Iterator
from typing import Any

from lambdas.shared.aws import clock
from lambdas.shared.aws.record_table import ConflictError, RecordTable
from lambdas.shared.aws.review_store import ReviewStore
from lambdas.shared.domain.amendment import Amendment, work_out
from lambdas.shared.domain.approvals import Approval
from lambdas.shared.domain.decisions import approval_amendment
from lambdas.shared.domain.production import Deployed
from lambdas.shared.domain.record import Attributes, Record
from lambdas.shared.domain.review import Review
from lambdas.shared.domain.saved_reviews import evidence_amendment, is_wanted, review_amendment
from lambdas.shared.domain.status import Status

_ATTEMPTS = 8
_LONGEST_PAUSE_SECONDS = 0.2


class ReviewTable:
    """
    The records, changed one at a time.

    Every change is worked out from the whole record and written only if the record is still the same; else it is read
    again. So there is nothing that two functions could overwrite for each other.
    """

    def __init__(
        self,
        table_name: str,
        bucket: str = "",
        *,
        records: RecordTable | None = None,
        now: Callable[[], str] = clock.now,
    ) -> None:
        """`bucket` is for reviews too large for an item; steps that save none go without."""
        self._records = records or RecordTable(table_name)
        self._reviews = ReviewStore(bucket)
        self._now = now

    def read(self, execution_id: str) -> Record:
        return self._records.read(execution_id)

    def read_main(self, execution_id: str) -> dict[str, Any]:
        """The main item with the change, the diff and the review in it."""
        return self._records.read_main(execution_id)

    def read_review(self, main: Attributes) -> Review:
        """The review of a main item that `read_main` gave."""
        return self._reviews.read(main)

    def with_status(self, status: Status, *, newest_first: bool = False) -> Iterator[dict[str, Any]]:
        """Execution id, pipeline and creation of every execution that stands there, oldest first unless asked."""
        return self._records.query_index("by_status", ("status", str(status)), newest_first=newest_first)

    def of_pipeline(self, pipeline_name: str) -> Iterator[dict[str, Any]]:
        """Execution id and status of the executions of this pipeline, newest first."""
        return self._records.query_index("by_pipeline", ("pipeline_name", pipeline_name), newest_first=True)

    def newest_deployed(self, pipeline_name: str) -> Deployed | None:
        """What this pipeline has in production, as extraction would find it now; None: nothing that is known."""
        rows = self._records.query_index("deployed", ("deployed_pipeline_name", pipeline_name), newest_first=True)
        row = next((row for row in rows if "commit_id" in row), None)
        if row is None:
            return None
        return Deployed(row["commit_id"], row["deployed_at"], is_declared=row["item"] == "BASELINE")

    def wants_review(self, execution_id: str, *, of: str | None = None) -> bool:
        """
        Whether a review of the captured change is still to be written.

        Ask before the model does: each writing to a record whose change was captured reaches the stream again.
        """
        return is_wanted(self.read(execution_id), of=of)

    def save_review(
        self, execution_id: str, review: Review, *, of: str | None = None, is_overdue: bool = False
    ) -> bool:
        """
        Save the review unless one of the same change is there; False where it was not needed.

        Args:
            execution_id: of the change.
            review: of the change.
            of: the digest of the diff that was reviewed; the record may have got another one meanwhile.
            is_overdue: it was written from the facts alone, because the one with a model is late.
        """

        def decide(record: Record) -> Amendment | None:
            if not is_wanted(record, of=of):
                return None
            content = self._reviews.save(review, pipeline_name=record.pipeline_name, execution_id=execution_id)
            return review_amendment(record, review, content=content, is_overdue=is_overdue, now=self._now())

        return self.amend(execution_id, decide)

    def add_evidence(self, execution_id: str, review: Review, *, replaces: str) -> bool:
        """Put the review with its evidence in the place of the one with the digest `replaces`."""

        def decide(record: Record) -> Amendment | None:
            content = self._reviews.save(review, pipeline_name=record.pipeline_name, execution_id=execution_id)
            return evidence_amendment(record, review, content=content, replaces=replaces)

        return self.amend(execution_id, decide)

    def add_approval(self, approval: Approval, *, timeout_minutes: int, required: int = 1) -> bool:
        """An approval opened, was decided or abandoned."""

        def decide(record: Record) -> Amendment:
            return approval_amendment(record, approval, timeout_minutes=timeout_minutes, required=required)

        return self.amend(approval.execution_id, decide)

    def amend(self, execution_id: str, decide: Callable[[Record], Amendment | None]) -> bool:
        """
        Make true what `decide` says of the record; False where it is true already.

        Raises:
            ConflictError: others changed the record each time between reading and writing.
        """
        for _ in range(_ATTEMPTS - 1):
            try:
                return self._amend_once(execution_id, decide)
            except ConflictError:
                time.sleep(random.uniform(0, _LONGEST_PAUSE_SECONDS))  # noqa: S311 -- spreads the writers, no secret
        return self._amend_once(execution_id, decide)

    def _amend_once(self, execution_id: str, decide: Callable[[Record], Amendment | None]) -> bool:
        record = self._records.read(execution_id)
        amendment = decide(record)
        writing = work_out(record, amendment, at=self._now()) if amendment else None
        if writing is None:
            return False
        self._records.write(record, writing)
        return True
