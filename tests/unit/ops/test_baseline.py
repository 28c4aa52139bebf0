"""`./review baseline`."""

import pytest

from ops.aws.identity import Identity
from tests.unit.ops.histories import deployed


class FakeBaselines:
    def __init__(self, records):
        self._records = records

    def declare(self, *, pipeline_name, commit_id, at, declared_by):
        self._records.deploy(f"baseline/{pipeline_name}", commit_id, at=at, item="BASELINE")
        self.declared_by = declared_by


@pytest.fixture
def baselines(desk):
    found = FakeBaselines(desk.records)
    desk.given |= {"baselines": found, "caller": Identity("1", "eu-west-1", "arn:aws:iam::1:user/operator")}
    return found


def test_what_is_in_production_is_the_last_deployment(desk, baselines):
    deployed(desk.records, "e-1")

    said = desk.run("baseline")

    assert f"sorting {'c' * 40} 2026-08-24T07:00:00Z a deployment" in said.words


def test_an_operator_may_say_otherwise_and_is_on_record_for_it(desk, baselines):
    deployed(desk.records, "e-1")

    data = desk.ask("baseline", "sorting", "--declare", "f" * 40)

    assert data["baselines"][0]["deployed"] == {
        "commit_id": "f" * 40,
        "at": "2026-08-24T08:00:00Z",
        "is_declared": True,
    }
    assert baselines.declared_by == "arn:aws:iam::1:user/operator"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["nope"], 3), (["--declare", "f" * 40], 2), (["sorting", "--declare", "main"], 2)],
)
def test_what_makes_no_sense_is_said(desk, baselines, arguments, code):
    said = desk.run("baseline", *arguments)

    assert said.exit_code == code
    assert not hasattr(baselines, "declared_by")
