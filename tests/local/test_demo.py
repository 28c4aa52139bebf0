"""`make demo` from the first push to the recorded decision, on a machine where it was killed before."""

import pytest

from local.account.pipelines import Pipelines
from local.account.records import Records
from tests.local.clouds import end

COMMENT = 'Not "today": $HOME & `id`\nsecond line'


@pytest.fixture(scope="module")
def rejected(machine):
    """A demo that was killed while it deployed, and the one after it."""
    killed = machine.start_local("demo", DECISION="approve")
    for line in killed.stdout:
        if "Start the cloud" in line:
            break
    end(killed)
    return machine.make("demo", DECISION="reject", COMMENT=COMMENT)


def latest(machine):
    """The newest execution, its record, and the actions that ran."""
    pipelines = Pipelines(machine.account)
    execution = pipelines.executions("sorting")[0]
    record = Records.of(machine.account).find(execution.id)
    return execution, record, {run.name for run in pipelines.runs("sorting", execution.id)}


def deployed_timeout(machine):
    """Seconds; release 1.0 of the sample has 600, release 1.1 has 5."""
    functions = machine.account.client("lambda").list_functions()["Functions"]
    return next(each["Timeout"] for each in functions if each["FunctionName"].startswith("SortingService"))


def test_a_rejected_release_is_recorded_and_not_deployed(machine, rejected):
    execution, record, actions = latest(machine)

    assert rejected.returncode == 0, rejected.stderr
    assert execution.status == "Failed"
    assert (record.status, record.main["decision"], record.main["comment"]) == ("REJECTED", "REJECTED", COMMENT)
    assert ":assumed-role/Approver/" in record.main["decided_by"]
    assert "Deploy" not in actions
    assert deployed_timeout(machine) == 600


def test_the_record_holds_the_attributes_of_step_4_and_the_review(machine, rejected):
    _, record, _ = latest(machine)

    for name in ("execution_id", "region", "pipeline_name", "build_number", "created_at", "status"):
        assert record.main[name]
    assert Records.of(machine.account).review(record)["digest"] == record.main["review_digest"]
    assert record.is_trail_linked()


def test_every_step_is_shown_with_its_duration_and_the_end_tells_where_to_look(machine, rejected):
    for step in ("Push", "Extract the change", "Build, scan and test", "Write the review", "Mail the brief", "Decide"):
        line = next(line for line in rejected.stdout.splitlines() if f"✓ {step}" in line)
        assert " s  " in line
    for words in (
        "rejected by Approver/",
        "The record",
        f"{machine.address}/mailbox/",
        f"{machine.address}/executions/",
    ):
        assert words in rejected.stdout


def test_the_next_demo_builds_on_it_and_never_waits_where_nobody_can_decide(machine, rejected):
    done = machine.make("demo")

    _, record, actions = latest(machine)
    assert done.returncode == 0, done.stderr
    assert "Start the cloud" not in done.stdout
    assert "Deploy the stacks" not in done.stdout
    assert record.status == "DEPLOYED"
    assert "nobody was at a terminal" in record.main["comment"]
    assert "Deploy" in actions
    assert deployed_timeout(machine) == 5
