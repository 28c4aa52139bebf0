"""`./review verify`."""

import gzip
from dataclasses import replace

import pytest

from lambdas.shared.aws.change_store import DamagedChangeError
from lambdas.shared.aws.report_store import TamperedReportError
from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.codec import to_data
from lambdas.shared.domain.execution import Action, Execution, ExecutionStatus
from lambdas.shared.domain.record import Record
from lambdas.shared.domain.trail import START, Head, entry_after, entry_of
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


def checked(execution_id, head, *, rollback_target=None, action_name="Check", category="Invoke"):
    """An execution of which CodePipeline shows that its trail had come this far."""
    summary = f"What is about to be deployed is what was approved. {head}"
    at = "2026-08-24T06:59:00Z"
    action = Action("c-1", "Deploy", action_name, category, "Succeeded", at, at, summary=summary)
    return Execution(execution_id, "sorting", ExecutionStatus.SUCCEEDED, (action,), rollback_target=rollback_target)


def at_the_decision(desk):
    return Head(4, desk.records.records["e-2"].trail[3].hash)


def written_anew(record, **decision):
    """As whoever can write to the table would: every entry, and what the main item says of them."""
    head, trail = START, []
    for old in record.trail:
        told = {**old.details, **{name: text for name, text in decision.items() if name in old.details}}
        trail.append(entry_after(head, old.execution_id, at=old.at, event=old.event, details=told))
        head = Head(len(trail), trail[-1].hash)
    return replace(record, trail=tuple(trail), main={**record.main, **decision, "trail_hash": head.hash})


@pytest.mark.parametrize("command", ["verify", "export", "cost", "stats"])
def test_a_pipeline_that_nobody_heard_of_is_no_empty_answer(desk, touched, command):
    """A name mistyped would read as: nothing was touched."""
    said = desk.run(command, "--pipeline", "sortign")

    assert (said.exit_code, said.stdout) == (3, "")
    assert said.stderr == "Error: There is no pipeline 'sortign' under review; `./review list` shows them.\n"


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


def test_a_trail_that_was_written_anew_is_not_the_one_that_codepipeline_heard_of(desk, touched):
    desk.codepipeline.executions["e-2"] = checked("e-2", at_the_decision(desk))
    assert verdict(desk)["is_sound"]

    touched(lambda record: written_anew(record, comment="I never said so"))

    found = verdict(desk)
    assert found["problems"] == ["The trail was written anew: entry 4 is not the one that CodePipeline heard of."]
    assert (found["first_touched_entry"], found["anchored_entries"]) == (4, 4)


def test_what_codepipeline_kept_is_told(desk, touched):
    desk.codepipeline.executions["e-2"] = checked("e-2", at_the_decision(desk))

    assert "CodePipeline, too, has the hash of entry 4, from the check before deployment." in (
        desk.run("verify", "e-2").stdout
    )


@pytest.mark.parametrize(
    "other",
    [
        {"rollback_target": "e-1"},  # it was the record of that one that was checked
        {"action_name": "Approve", "category": "Approval"},  # a comment says what its author likes
    ],
)
def test_what_is_no_check_of_this_record_says_nothing_of_its_trail(desk, touched, other):
    desk.codepipeline.executions["e-2"] = checked("e-2", Head(3, "f" * 64), **other)

    assert verdict(desk)["is_sound"]
    assert verdict(desk)["anchored_entries"] == 0


def test_of_several_checks_the_last_counts(desk, touched):
    head = desk.records.records["e-2"].head
    first = checked("e-2", Head(1, desk.records.records["e-2"].trail[0].hash))
    desk.codepipeline.executions["e-2"] = replace(first, actions=(*first.actions, *checked("e-2", head).actions))

    assert verdict(desk)["anchored_entries"] == head.length


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


@pytest.fixture
def captured(desk, touched):
    """CodePipeline knows of all three."""
    desk.captures.history["sorting"] = {f"e-{number}": f"2026-08-24T06:0{number}:00Z" for number in range(1, 4)}
    return desk


def test_a_record_that_is_gone_altogether_is_named(captured):
    del captured.records.records["e-2"]

    said = captured.run("verify")

    assert said.exit_code == 1
    assert "The record is gone: CodePipeline knows that the change was captured at 2026-08-24T06:02:00Z." in said.words
    assert "3 records verified, 1 touched." in said.stdout
    assert not verdict(captured)["is_sound"]


def test_what_codepipeline_knows_and_the_table_has_is_no_loss(captured):
    assert captured.run("verify", "--pipeline", "sorting").stdout == "3 records verified, 0 touched.\n"


def test_what_is_gone_is_looked_for_in_the_pipeline_and_the_period_asked_for(captured):
    del captured.records.records["e-2"]

    assert captured.run("verify", "--pipeline", "another").exit_code == 3  # nobody heard of it
    assert captured.run("verify", "--since", "2026-09").exit_code == 0
    assert captured.run("verify", "--until", "2026-08").exit_code == 1
    assert captured.captures.asked_since == ["", "2026-09-01T00:00:00Z", ""]


@pytest.mark.parametrize(("now", "exit_code"), [("2026-09-22T06:00:00Z", 1), ("2026-09-23T06:30:00Z", 0)])
def test_what_has_expired_is_not_missed(captured, now, exit_code):
    captured.retention_days = 30
    captured.clock.at = now
    del captured.records.records["e-2"]

    assert captured.run("verify").exit_code == exit_code
