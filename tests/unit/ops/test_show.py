"""`./review show`."""

from lambdas.shared.domain.record import Record
from tests.unit.ops.histories import decided, waiting

ID = "ad87ab4f-e973-4dee-9991-d0617ccd2775"
OTHER = "ad990000-e973-4dee-9991-d0617ccd2775"


def test_an_execution_is_shown_whole(desk):
    decided(desk.records, ID, event="approval_rejected_without_comment", comment="Not before Monday")

    data = desk.ask("show", ID)

    assert data["record"]["decision"] == "REJECTED"
    assert [each["comment"] for each in data["approvals"]] == ["Not before Monday"]
    assert [entry["event"] for entry in data["trail"]][-1] == "approval decided"
    assert data["review"]["digest"] == data["record"]["review_digest"]
    assert (data["verification"]["is_sound"], data["verification"]["entries"]) == (True, len(data["trail"]))


def test_people_see_who_decided_with_which_words_and_that_the_trail_is_whole(desk):
    decided(desk.records, ID, event="approval_rejected_without_comment", comment="Not before Monday")

    said = desk.run("show", ID)

    assert said.exit_code == 0
    assert "By Approver/jane Comment Not before Monday" in said.words
    assert "The trail is whole: 4 entries" in said.stdout


def test_a_comment_cannot_steer_the_terminal(desk):
    decided(
        desk.records, ID, event="approval_rejected_without_comment", comment="\x1b]0;owned\x07[red]no[/red]\r\n$ ok"
    )

    said = desk.run("show", ID)

    assert not {"\x1b", "\x07", "\r"} & set(said.stdout)
    assert "␛]0;owned␇[red]no[/red]␍␊$ ok" in said.stdout


def test_the_beginning_of_an_id_is_enough_while_it_is_the_only_one(desk):
    waiting(desk.records, ID)
    waiting(desk.records, OTHER)

    assert desk.ask("show", "ad87")["execution_id"] == ID
    assert desk.run("show", "ad").stderr == "Error: More than one execution begins with 'ad'; give more of its id.\n"


def test_an_execution_that_nobody_recorded(desk):
    for unknown in ("zz", ID):
        said = desk.run("show", unknown)

        assert (said.exit_code, said.stdout) == (3, "")
        assert said.stderr.startswith(f"Error: There is no record of an execution '{unknown}'")


def test_a_record_that_was_touched_is_shown_with_what_is_wrong_with_it(desk):
    waiting(desk.records, ID)
    record = desk.records.records[ID]
    forged = {**record.main, "headline": "Nothing to see here", "review": b"gone"}
    desk.records.records[ID] = Record(ID, forged, record.approvals, record.trail)

    said = desk.run("show", ID)

    assert said.exit_code == 1
    assert "The trail does not tell what the record says of headline." in said.stdout
    assert "The review is not the one that was saved." in said.stdout


def test_what_is_compared_with_an_empty_tree_is_compared_with_nothing(desk):
    waiting(desk.records, ID, base_commit_id="4b825dc642cb6eb9a060e54bf8d69288fbee4904", baseline_reason="empty_tree")

    assert "Compared with nothing: the first deployment" in desk.run("show", ID).words
    assert desk.ask("show", ID)["record"]["base_commit_id"].startswith("4b825dc")
