"""`./review stats`."""

from dataclasses import replace

from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rollbacks import undoing_amendment
from tests.unit.ops.histories import decided, deployed, review_with
from tests.unit.sample_briefs import offline_review

REJECTED, APPROVED = "approval_rejected_without_comment", "approval_succeeded_with_comment"


def test_the_time_to_decision_is_that_from_the_approvals_opening(desk):
    for number in range(1, 11):
        decided(desk.records, f"e-{number}", event=APPROVED, at=f"2026-08-24T06:{5 + number:02}:07Z")

    (found,) = desk.ask("stats")["statistics"]

    assert found["median_seconds_to_decision"] == 330
    assert found["p90_seconds_to_decision"] == 540
    assert "5 min 30 s 9 min 0 s" in desk.run("stats").words or "5 min 30 s 9 min" in desk.run("stats").words


def test_rates_are_of_what_a_person_answered(desk):
    decided(desk.records, "e-1", event=APPROVED)
    decided(desk.records, "e-2", event=APPROVED)
    decided(desk.records, "e-3", event=REJECTED)
    desk.records.capture("e-4")

    (found,) = desk.ask("stats")["statistics"]

    assert (found["executions"], found["approved"], found["rejected"]) == (4, 2, 1)
    assert found["approval_rate"] == 2 / 3


def test_risk_and_decision_agree_where_little_was_approved_or_much_rejected(desk):
    cases = [(Level.LOW, APPROVED), (Level.HIGH, APPROVED), (Level.CRITICAL, REJECTED), (Level.MEDIUM, REJECTED)]
    for number, (level, event) in enumerate(cases):
        decided(desk.records, f"e-{number}", event=event, review=review_with(level))
    by_rules = offline_review()
    decided(desk.records, "e-9", event=APPROVED, review=replace(by_rules, risk=replace(by_rules.risk, level=Level.LOW)))

    (found,) = desk.ask("stats")["statistics"]

    assert found["agreement_with_models"] == {"decisions": 4, "agreed": 2, "rate": 0.5}
    assert found["agreement_with_rules"] == {"decisions": 1, "agreed": 1, "rate": 1.0}
    assert found["by_risk"][2] == {"level": "high", "approved": 1, "rejected": 0, "rolled_back": 0}


def test_what_was_deployed_and_then_rolled_back_is_named(desk):
    deployed(desk.records, "e-1")
    reviews = deployed(desk.records, "e-2", review=review_with(Level.HIGH))
    reviews.amend("e-2", lambda record: undoing_amendment(record, by="e-3", at="2026-08-24T09:00:00Z"))

    (found,) = desk.ask("stats")["statistics"]

    assert (found["deployed"], found["rolled_back"], found["rolled_back_executions"]) == (2, 1, ["e-2"])
    assert [each["rolled_back"] for each in found["by_risk"]] == [0, 0, 1, 0]


def test_pipelines_are_told_apart_and_summed(desk):
    decided(desk.records, "e-1", event=APPROVED)
    desk.records.capture("e-2", pipeline_name="shop")

    found = desk.ask("stats")["statistics"]

    assert [(each["pipeline_name"], each["executions"]) for each in found] == [("shop", 1), ("sorting", 1), ("all", 2)]
    assert [each["pipeline_name"] for each in desk.ask("stats", "--pipeline", "shop")["statistics"]] == ["shop"]
