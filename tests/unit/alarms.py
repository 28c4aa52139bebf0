"""The alarms of the synthesised template, and when CloudWatch would have them go off."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_TEMPLATE = Path(__file__).parents[1] / "infra" / "snapshots" / "DeploymentReview.json"
_STATISTICS = {"Sum": sum, "Maximum": max}


@dataclass(frozen=True)
class Point:
    """What CloudWatch was told."""

    namespace: str
    name: str
    dimensions: frozenset[tuple[str, str]]
    value: float


@dataclass(frozen=True)
class Alarm:
    name: str
    properties: dict[str, Any]

    @property
    def dimensions(self) -> frozenset[tuple[str, str]]:
        """A function or queue is known by its logical id."""
        return frozenset((each["Name"], _plain(each["Value"])) for each in self.properties["Dimensions"])

    def point(self, value: float) -> Point:
        properties = self.properties
        return Point(properties["Namespace"], properties["MetricName"], self.dimensions, value)

    def goes_off(self, periods: Iterable[Iterable[Point]]) -> bool:
        """Whether the newest periods, each with what was told in it, are all breaching."""
        newest = list(periods)[-self.properties["EvaluationPeriods"] :]
        return len(newest) == self.properties["EvaluationPeriods"] and all(map(self._breaches, newest))

    def _breaches(self, points: Iterable[Point]) -> bool:
        values = [point.value for point in points if point == self.point(point.value)]
        if not values:
            return bool(self.properties["TreatMissingData"] == "breaching")
        value = _STATISTICS[self.properties["Statistic"]](values)
        if self.properties["ComparisonOperator"] == "LessThanThreshold":
            return bool(value < self.properties["Threshold"])
        assert self.properties["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"
        return bool(value >= self.properties["Threshold"])


@cache
def alarms() -> tuple[Alarm, ...]:
    """As the template has them; their names are those of their constructs."""
    found = resources("AWS::CloudWatch::Alarm").items()
    return tuple(Alarm(id_.removeprefix("Alarms")[:-8], properties) for id_, properties in found)


def resources(kind: str) -> dict[str, Any]:
    """The properties of the template's resources of this type, by logical id."""
    every = json.loads(_TEMPLATE.read_text(encoding="utf-8"))["Resources"]
    return {id_: each["Properties"] for id_, each in every.items() if each["Type"] == kind}


def alarm(name: str) -> Alarm:
    return next(each for each in alarms() if each.name == name)


def points_of(printed: str) -> list[Point]:
    """The metrics in a function's output, in CloudWatch's embedded format."""
    lines = [json.loads(line) for line in printed.splitlines() if line.startswith('{"_aws"') or '"_aws"' in line]
    return [
        Point(
            directive["Namespace"],
            metric["Name"],
            frozenset((name, line[name]) for name in dimensions),
            _number(line[metric["Name"]]),
        )
        for line in lines
        for directive in line["_aws"]["CloudWatchMetrics"]
        for dimensions in directive["Dimensions"]
        for metric in directive["Metrics"]
    ]


def _number(value: Any) -> float:
    return float(sum(value)) if isinstance(value, list) else float(value)


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    return str(value.get("Ref") or value["Fn::GetAtt"][0])
