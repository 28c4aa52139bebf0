"""What the steps tell CloudWatch, as it stands in their logs."""

import json
from dataclasses import replace

import pytest

from lambdas.reconcile.waiting import measure_waiting
from lambdas.shared.aws.measuring import measure
from lambdas.shared.domain.approvals import ApprovalState, read_approval
from lambdas.shared.domain.measures import Measure, Unit, approval_measures, review_measures, unit_of
from lambdas.shared.domain.outcomes import State
from lambdas.shared.domain.review import Level
from tests.events import recorded
from tests.unit.fake_world import World
from tests.unit.sample_briefs import sample_review


def told(text):
    """Dimensions and values of each line in the embedded format."""
    for line in map(json.loads, text.splitlines()):
        (metrics,) = line["_aws"]["CloudWatchMetrics"]
        assert metrics["Namespace"] == "DeploymentReview"
        (dimensions,) = metrics["Dimensions"]
        values = {each["Name"]: (line[each["Name"]], each["Unit"]) for each in metrics["Metrics"]}
        yield {name: line[name] for name in dimensions}, values


def test_a_measure_is_one_line_of_the_embedded_format(capsys):
    measure({Measure.REVIEW_TIME: 12.5, Measure.REVIEW_WRITTEN: 1}, pipeline_name="shop")
    measure({Measure.WAITING_APPROVALS: 0})

    one, every = told(capsys.readouterr().out)
    assert one == (
        {"pipeline_name": "shop", "service": "test"},
        {"ReviewTime": ([12.5], "Seconds"), "ReviewWritten": ([1.0], "Count")},
    )
    assert every == ({"service": "test"}, {"WaitingApprovals": ([0.0], "Count")})


def test_a_review_by_a_model_is_measured_with_what_it_cost():
    review = sample_review()

    assert review_measures(review) == {
        Measure.REVIEW_WRITTEN: 1,
        Measure.REVIEW_WITHOUT_MODEL: 0,
        Measure.CLAIMS_DROPPED: review.grounding.dropped,
        Measure.RISK_LEVEL: list(Level).index(review.risk.level),
        Measure.MODEL_LATENCY: review.model.latency_ms,
        Measure.INPUT_TOKENS: review.model.input_tokens,
        Measure.OUTPUT_TOKENS: review.model.output_tokens,
        Measure.REVIEW_COST_USD: review.model.cost_usd,
    }


def test_a_review_by_the_rules_costs_nothing_and_is_counted():
    measured = review_measures(replace(sample_review(), model=None, unavailable_reason="none"))

    assert measured[Measure.REVIEW_WITHOUT_MODEL] == 1
    assert Measure.REVIEW_COST_USD not in measured


def test_a_decision_is_measured_by_the_time_it_took():
    approval = read_approval(recorded("approval_succeeded_with_comment"), account_id="111122223333")
    opened = read_approval(recorded("approval_started"), account_id="111122223333")

    assert approval_measures(opened) == {Measure.APPROVAL_STARTED: 1}
    assert approval_measures(replace(approval, started_at="2026-08-24T06:00:00Z", at="2026-08-24T07:00:00Z")) == {
        Measure.APPROVAL_SUCCEEDED: 1,
        Measure.DECISION_TIME: 3600.0,
    }


@pytest.mark.parametrize("state", ApprovalState)
def test_every_state_of_an_approval_has_a_measure(state):
    assert Measure(f"Approval{state.title()}")


@pytest.mark.parametrize("state", State)
def test_every_end_of_an_execution_has_a_measure(state):
    assert Measure(f"Execution{state.title()}")


@pytest.mark.parametrize("one", Measure)
def test_every_measure_has_a_unit_of_cloudwatch(one):
    assert unit_of(one) in Unit


def test_what_waits_is_told_of_all_pipelines_and_of_those_that_wait(capsys):
    world = World()
    world.records.capture("e-1", created_at="2026-08-24T06:05:07Z", status="AWAITING_APPROVAL")
    world.records.capture("e-2", created_at="2026-08-24T06:00:00Z", status="AWAITING_APPROVAL", pipeline_name="gone")

    measure_waiting(world.reviews, ("sorting", "shop"), now="2026-08-24T07:05:07Z")

    every, sorting = told(capsys.readouterr().out)
    assert every == (
        {"service": "test"},
        {"WaitingApprovals": ([1.0], "Count"), "LongestWait": ([3600.0], "Seconds")},
    )
    assert sorting == ({"pipeline_name": "sorting", "service": "test"}, every[1])


def test_that_nothing_waits_is_told_too(capsys):
    measure_waiting(World().reviews, ("sorting",), now="2026-08-24T07:05:07Z")

    ((dimensions, values),) = told(capsys.readouterr().out)
    assert (dimensions, values["LongestWait"]) == ({"service": "test"}, ([0.0], "Seconds"))
