"""What is kept beside a record, in the item or in S3: the review, the change with its diff, the report."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from lambdas.shared.aws.change_store import ChangeStore
from lambdas.shared.aws.record_table import RecordTable
from lambdas.shared.aws.report_store import ReportStore
from lambdas.shared.aws.review_store import ReviewStore
from lambdas.shared.domain.change import CapturedChange
from lambdas.shared.domain.record import Attributes
from lambdas.shared.domain.review import Review


def reruns_of(main: Attributes) -> dict[str, str]:
    """The later reviews of a record: their items, each with its digest; none where somebody wrote there by hand."""
    told = main.get("reruns")
    found = [each for each in told if isinstance(each, Mapping)] if isinstance(told, list) else []
    return {str(each["item"]): str(each.get("review_digest")) for each in found if "item" in each}


class GoneError(Exception):
    """The record names an object that is not in the bucket."""


@dataclass(frozen=True, slots=True)
class StoredDocuments:
    records: RecordTable
    reviews: ReviewStore
    changes: ChangeStore
    reports: ReportStore

    def main(self, execution_id: str) -> dict[str, Any]:
        """The main item with everything in it."""
        return self.records.read_main(execution_id)

    def rerun(self, execution_id: str, item: str) -> dict[str, Any]:
        """The item of a later review; `review` reads it."""
        return self.records.read_item(execution_id, item)

    def review(self, main: Attributes) -> Review:
        """
        The review of a main item.

        Raises:
            GoneError, TamperedReviewError, ShapeError: see there.
        """
        with _gone():
            return self.reviews.read(main)

    def change(self, main: dict[str, Any]) -> tuple[CapturedChange, str]:
        """
        The change and its diff.

        Raises:
            GoneError, NoChangeError, DamagedChangeError, ShapeError: see there.
        """
        with _gone():
            return self.changes.read(main)

    def report(self, main: Attributes) -> bytes:
        """
        The report, as it was sent.

        Raises:
            GoneError, TamperedReportError: see there.
        """
        with _gone():
            return self.reports.read(main)


@contextmanager
def _gone() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] == "NoSuchKey":
            raise GoneError from error
        raise
