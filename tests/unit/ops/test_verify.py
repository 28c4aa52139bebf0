"""`./review verify`."""

import gzip
from dataclasses import replace

import pytest

from lambdas.shared.aws.change_store import DamagedChangeError
from lambdas.shared.aws.report_store import TamperedReportError
from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.codec import to_data
from lambdas.shared.domain.record import Record
from lambdas.shared.domain.trail import entry_of
from ops.documents import GoneError
from tests.unit.ops.histories import deployed, waiting

REPORTED = Amendment("brief claimed", {"report_key": "reports/e-2", "report_sha256": "0" * 64})


@pytest.fixture
def touched(desk):
    """Three records, of which the second is about to be touched."""
    for number in range(1, 4):
        deployed(desk.records, f"e-{number}", created_at=f"2026-08-24T06:0{number}:00Z")
    return lambda change: desk.records.records.update({"e-2": change(desk.records.records["e-2"])})


def verdict(desk, execution_id="e-2"):
    (found,) = [each for each in desk.ask("verify")["verdicts"] if each["execution_id"] == execution_id]
    return found


def test_records_that_nobody_touched_are_whole(desk, touched):
    said = desk.run("verify")

    assert (said.exit_code, said.stdout) == (0, "3 records verified, 0 touched.\n")


def test_the_head_of_the_chain_is_told_to_be_kept_elsewhere(desk, touched):
    head = desk.records.records["e-2"].main["trail_hash"]

    assert head in desk.run("verify", "e-2").stdout
    assert verdict(desk)["trail_hash"] == head


def test_an_altered_entry_is_named(desk, touched):
    def alter(record):
        third = replace(record.trail[2], details={"decision": "REJECTED"})
        return replace(record, trail=(*record.trail[:2], third, *record.trail[3:]))

    touched(alter)

    said = desk.run("verify")
    assert said.exit_code == 1
    assert "Entry 3 of the trail is missing, altered or out of place." in said.stdout
    assert "3 records verified, 1 touched." in said.stdout
    assert verdict(desk)["first_touched_entry"] == 3


def test_a_missing_entry_is_named(desk, touched):
    touched(lambda record: replace(record, trail=record.trail[:1] + record.trail[2:]))

    assert verdict(desk)["first_touched_entry"] == 2


def test_an_attribute_that_the_trail_tells_otherwise_is_named(desk, touched):
    touched(lambda record: replace(record, main={**record.main, "comment": "Not me"}))

    assert verdict(desk)["problems"] == ["The trail does not tell what the record says of comment."]


def test_a_status_that_no_function_writes(desk, touched):
    touched(lambda record: replace(record, main={**record.main, "status": "FINE"}))

    assert verdict(desk)["problems"] == ["The record holds what no function of this product writes."]
    stats = desk.run("stats", "--json")
    assert stats.data["statistics"][0]["executions"] == 2
    assert "Left out: the record of e-2 was written to by hand" in stats.stderr
    assert desk.run("show", "e-2").stderr.startswith("Error: The record of e-2 was written to by hand")


def test_a_record_without_its_main_item(desk, touched):
    touched(lambda record: Record("e-2", {}, record.approvals, record.trail))

    assert desk.run("verify", "e-2").exit_code == 3  # and in no index


def test_an_entry_of_another_shape(desk, touched):
    def reshape(record):
        odd = entry_of({**to_data(record.trail[2]), "remark": "harmless"})
        return replace(record, trail=(*record.trail[:2], odd, *record.trail[3:]))

    touched(reshape)

    assert verdict(desk)["first_touched_entry"] == 3


@pytest.mark.parametrize(
    ("what", "error", "sentence"),
    [
        ("diff", DamagedChangeError(), "The diff is not the one that was saved."),
        ("review", GoneError(), "The review is gone."),
        ("report", TamperedReportError(), "The report is not the one that was saved."),
    ],
)
def test_what_is_kept_beside_the_record_is_verified_too(desk, what, error, sentence):
    reviews = waiting(desk.records, "e-2")
    reviews.amend("e-2", lambda _: REPORTED)
    desk.documents.failures[what] = error

    assert verdict(desk)["problems"] == [sentence]


def test_a_review_with_other_words_is_not_the_one_that_was_saved(desk, touched):
    other = gzip.compress(gzip.decompress(desk.records.records["e-1"].main["review"]).replace(b"sorting", b"SORTING"))
    touched(lambda record: replace(record, main={**record.main, "review": other}))

    assert "The review is not the one that was saved." in verdict(desk)["problems"]
