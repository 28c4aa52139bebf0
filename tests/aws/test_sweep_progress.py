"""Where the reconciler stopped is kept beside the records, and is none of them."""

import pytest
from moto import mock_aws

from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.aws.sweep_progress import SweepProgress
from lambdas.shared.domain.status import Status
from tests.aws.reviews_table import TABLE, create_table


@pytest.fixture
def progress():
    with mock_aws():
        create_table()
        yield SweepProgress(TABLE)


def test_the_first_run_begins_at_the_beginning(progress):
    assert progress.read() == {}


def test_the_next_run_finds_where_this_one_stopped(progress):
    progress.write({"executions": "2026-08-24T06:00:00Z e-1", "briefs": "x"})
    progress.write({"executions": "2026-08-24T06:01:00Z e-2"})

    assert progress.read() == {"executions": "2026-08-24T06:01:00Z e-2"}
    assert [row for status in Status for row in ReviewTable(TABLE).with_status(status)] == []
