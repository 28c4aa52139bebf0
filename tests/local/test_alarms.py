"""The alarms of the template in the one-machine cloud's CloudWatch: each is quiet, and goes off."""

import pytest

from local.account.account import Account
from tests.unit.alarms import Alarm, alarms

_COPIED = (
    *("Namespace", "MetricName", "Period", "EvaluationPeriods", "Statistic", "Threshold"),
    *("ComparisonOperator", "TreatMissingData"),
)


@pytest.mark.parametrize(
    "alarm", [each for each in alarms() if "MetricName" in each.properties], ids=lambda each: each.name
)
def test_an_alarm_of_the_template_is_quiet_and_goes_off(account: Account, alarm: Alarm) -> None:
    cloudwatch = account.client("cloudwatch")
    properties = {name: alarm.properties[name] for name in _COPIED}
    dimensions = [{"Name": name, "Value": value} for name, value in sorted(alarm.dimensions)]
    is_low = properties["ComparisonOperator"] == "LessThanThreshold"
    quiet, alarming = (1.0, 0.0) if is_low else (0.0, properties["Threshold"])

    states = []
    for value in (quiet, alarming):
        metric = f"{properties['MetricName']}Of{alarm.name}{value:.0f}"  # a history of its own for each
        cloudwatch.put_metric_data(
            Namespace=f"{properties['Namespace']}Test".removeprefix("AWS/"),
            MetricData=[{"MetricName": metric, "Dimensions": dimensions, "Value": value}],
        )
        own = {"MetricName": metric, "Namespace": f"{properties['Namespace']}Test".removeprefix("AWS/")}
        cloudwatch.put_metric_alarm(
            AlarmName=metric, Dimensions=dimensions, **{**properties, "EvaluationPeriods": 1, **own}
        )
        (found,) = cloudwatch.describe_alarms(AlarmNames=[metric])["MetricAlarms"]
        states.append(found["StateValue"])

    assert states == ["OK", "ALARM"]
