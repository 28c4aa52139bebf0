"""`./review list`."""

from tests.unit.ops.histories import decided, deployed, waiting

HOSTILE = "\x1b[2J[bold]all good[/bold]\u202eevil"


def test_the_pipelines_tell_what_is_open_and_what_is_in_production(desk):
    deployed(desk.records, "e-1", created_at="2026-08-24T06:03:00Z")
    waiting(desk.records, "e-2", created_at="2026-08-24T06:30:00Z")

    (found,) = desk.ask("list")["pipelines"]

    assert (found["pipeline_name"], found["open"]) == ("sorting", 1)
    assert found["newest_execution"]["execution_id"] == "e-2"
    assert found["deployed"] == {"commit_id": "c" * 40, "at": "2026-08-24T07:00:00Z", "is_declared": False}


def test_executions_are_shown_newest_first_and_at_most_so_many(desk):
    for number in range(1, 4):
        waiting(desk.records, f"e-{number}", created_at=f"2026-08-24T06:0{number}:00Z")

    found = desk.ask("list", "sorting", "--limit", "2")["executions"]

    assert [each["execution_id"] for each in found] == ["e-3", "e-2"]


def test_executions_are_chosen_by_status_and_period(desk):
    waiting(desk.records, "e-1", created_at="2026-08-01T00:00:00Z")
    decided(desk.records, "e-2", event="approval_rejected_without_comment", created_at="2026-08-31T23:59:59Z")
    waiting(desk.records, "e-3", created_at="2026-09-01T00:00:00Z")

    def ids(*options):
        return [each["execution_id"] for each in desk.ask("list", *options)["executions"]]

    assert ids("sorting", "--since", "2026-08", "--until", "2026-08") == ["e-2", "e-1"]
    assert ids("sorting", "--status", "rejected") == ["e-2"]
    assert ids("--status", "rejected", "--since", "2026-09-01") == []


def test_what_others_wrote_cannot_steer_the_terminal(desk):
    waiting(desk.records, "e-1")
    desk.records.records["e-1"].main["headline"] = HOSTILE

    for said in (desk.run("list", "sorting"), desk.run("list", "sorting", "--json")):
        assert "\x1b" not in said.stdout
        assert "\u202e" not in said.stdout
        assert "[bold]all good[/bold]" in said.stdout


def test_a_pipeline_that_nobody_knows(desk):
    said = desk.run("list", "nope")

    assert said.exit_code == 3
    assert said.stderr == "Error: There is no pipeline 'nope' under review; `./review list` shows them.\n"


def test_a_pipeline_without_executions(desk):
    assert desk.run("list", "sorting").stdout == "No executions.\n"


def test_a_date_that_is_none(desk):
    said = desk.run("list", "sorting", "--since", "2026-13")

    assert said.exit_code == 2
    assert "'2026-13' is no month (2026-11)" in said.stderr
