"""Every metric of ours that the dashboard or an alarm shows is one that a step tells, under the same dimensions."""

import json
import re
from dataclasses import fields

import pytest

from lambdas.reconcile.reconciler import Tally
from lambdas.shared.domain.measures import Measure
from lambdas.shared.domain.signals import Signal
from stacks.commands.build_layer import ROOT

NAMESPACE = "DeploymentReview"
ALL, ONE = frozenset({"service"}), frozenset({"service", "pipeline_name"})

TOLD = {
    *((str(measure), ONE) for measure in Measure),
    *((f"Reconcile{field.name.title().replace('_', '')}", ALL) for field in fields(Tally)),
    (str(Measure.WAITING_APPROVALS), ALL),
    (str(Measure.LONGEST_WAIT), ALL),
    *((str(signal), ALL) for signal in Signal),
}


def shown(template):
    """Name and dimensions of each metric of ours, in dashboards and alarms."""
    for dashboard in template.resources("AWS::CloudWatch::Dashboard").values():
        yield from on_dashboard(body(dashboard["DashboardBody"]))
    for alarm in template.resources("AWS::CloudWatch::Alarm").values():
        for metric in [alarm, *(each.get("MetricStat", {}).get("Metric", {}) for each in alarm.get("Metrics", []))]:
            if metric.get("Namespace") == NAMESPACE:
                yield metric["MetricName"], frozenset(each["Name"] for each in metric.get("Dimensions", []))


def body(value):
    text = value if isinstance(value, str) else "".join(p if isinstance(p, str) else "X" for p in value["Fn::Join"][1])
    return json.loads(text)


def on_dashboard(dashboard):
    for widget in dashboard["widgets"]:
        for metric in widget["properties"].get("metrics", []):
            if metric[0] == NAMESPACE:
                yield metric[1], frozenset(name for name in metric[2:-1:2] if isinstance(name, str))
            elif isinstance(metric[0], dict) and "SEARCH" in metric[0].get("expression", ""):
                schema, name = re.search(r"\{(.*?)\} MetricName=\"(\w+)\"", metric[0]["expression"]).groups()
                namespace, *dimensions = schema.split(",")
                assert namespace == NAMESPACE
                yield name, frozenset(dimensions)


def test_what_is_shown_is_told(review):
    found = set(shown(review))

    assert len(found) > 15
    assert found - TOLD == set()


@pytest.mark.parametrize("question", ["waiting", "failed", "cost", "fast"])
def test_the_dashboard_answers_what_an_operator_asks(review, question):
    (dashboard,) = review.resources("AWS::CloudWatch::Dashboard").values()
    texts = [widget["properties"].get("markdown", "") for widget in body(dashboard["DashboardBody"])["widgets"]]

    assert any(question in text for text in texts)


def test_the_namespace_is_that_of_the_functions(review):
    for function in review.functions.values():
        assert function["Environment"]["Variables"]["POWERTOOLS_METRICS_NAMESPACE"] == NAMESPACE


def test_the_page_on_costs_counts_the_alarms(review):
    alarms = len(review.resources("AWS::CloudWatch::Alarm"))
    page = (ROOT / "docs" / "cost.md").read_text(encoding="utf-8")

    assert f"{alarms / 10:.2f} for the {alarms} of a review stack" in page
    assert page.count(f"and {alarms / 10:.2f} |") == 4
