"""The state machine: every pair of status and event has an answer, and it is this one."""

import pytest

from lambdas.shared.domain.status import Event, Status, next_status

# One row for each status, one column for each event, in the order of `Event`; "." leaves the status as it is.
_TABLE = """
None               CHANGE_CAPTURED REVIEWED AWAITING_APPROVAL AWAITING_APPROVAL APPROVED REJECTED EXPIRED DEPLOYED FAILED        STOPPED SUPERSEDED ROLLED_BACK
CHANGE_CAPTURED    .               REVIEWED .                 AWAITING_APPROVAL APPROVED REJECTED EXPIRED DEPLOYED FAILED        STOPPED SUPERSEDED ROLLED_BACK
REVIEWED           .               .        .                 AWAITING_APPROVAL APPROVED REJECTED EXPIRED DEPLOYED FAILED        STOPPED SUPERSEDED ROLLED_BACK
AWAITING_APPROVAL  .               .        .                 .                 APPROVED REJECTED EXPIRED DEPLOYED FAILED        STOPPED SUPERSEDED ROLLED_BACK
APPROVED           .               .        AWAITING_APPROVAL .                 .        REJECTED EXPIRED DEPLOYED DEPLOY_FAILED STOPPED SUPERSEDED ROLLED_BACK
REJECTED           .               .        AWAITING_APPROVAL .                 APPROVED .        EXPIRED DEPLOYED .             STOPPED SUPERSEDED .
EXPIRED            .               .        AWAITING_APPROVAL .                 APPROVED REJECTED .       DEPLOYED .             STOPPED SUPERSEDED .
SUPERSEDED         .               .        .                 .                 .        .        .       .        .             .       .          .
STOPPED            .               .        AWAITING_APPROVAL .                 APPROVED REJECTED EXPIRED DEPLOYED .             .       SUPERSEDED .
DEPLOYED           .               .        .                 .                 .        .        .       .        .             .       .          ROLLED_BACK
DEPLOY_FAILED      .               .        AWAITING_APPROVAL .                 APPROVED REJECTED EXPIRED DEPLOYED .             STOPPED SUPERSEDED ROLLED_BACK
ROLLED_BACK        .               .        .                 .                 .        .        .       .        .             .       .          .
FAILED             .               .        AWAITING_APPROVAL .                 APPROVED REJECTED EXPIRED DEPLOYED .             STOPPED SUPERSEDED .
"""  # noqa: E501 -- a table is read by its columns


def _pairs():
    for line in _TABLE.strip().splitlines():
        name, *cells = line.split()
        status = None if name == "None" else Status(name)
        for event, cell in zip(Event, cells, strict=True):
            yield status, event, status if cell == "." else Status(cell)


@pytest.mark.parametrize(("status", "event", "expected"), list(_pairs()))
def test_each_event_leads_from_each_status_to_the_one_in_the_table(status, event, expected):
    assert next_status(status, event) is expected


def test_the_table_has_every_status_and_the_unknown_execution():
    told = [status for status, event, _ in _pairs() if event is Event.FAILED]

    assert told == [None, *Status]
