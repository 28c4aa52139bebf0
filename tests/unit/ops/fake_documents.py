"""What is kept beside the records, in memory."""

from lambdas.shared.aws.review_store import ReviewStore
from lambdas.shared.domain.change import CapturedChange
from tests.unit.fake_records import FakeRecordTable
from tests.unit.sample_briefs import DIFF, sample_change


class FakeDocuments:
    """Reviews are read from the records; the rest is as it was, unless `failures` has an error to raise."""

    def __init__(self) -> None:
        self.records = FakeRecordTable()
        self.reruns: dict = {}  # item by execution id and name
        self.reviews = ReviewStore("")
        self.policy: str | None = None  # of the repository
        self.failures: dict[str, Exception] = {}

    def rerun(self, execution_id, item):
        return self.reruns[execution_id, item]

    def main(self, execution_id):
        return self.records.read_main(execution_id)

    def review(self, main):
        self._fail("review")
        return self.reviews.read(main)

    def change(self, main):
        self._fail("diff")
        return CapturedChange(sample_change(), policy=self.policy), DIFF

    def report(self, main):
        self._fail("report")
        return b"<!doctype html>"

    def _fail(self, what):
        if what in self.failures:
            raise self.failures[what]
