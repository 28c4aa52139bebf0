"""
A function that writes the table it is called by could call itself for ever, and pay for each round.

The brake is the filters of the deployed template and that a step which has nothing to do writes nothing. Here a poller
delivers every record that matches, as Lambda would, until none is left.
"""

import json
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError

from lambdas.shared.aws import brief_sender
from lambdas.shared.aws.mailer import MailRefusedError
from lambdas.shared.domain import attempts
from lambdas.shared.domain.approvals import read_approval
from local.streams import Delivery
from tests.events import recorded
from tests.unit.fake_world import SETTINGS, World
from tests.unit.sample_briefs import sample_review

_TEMPLATE = Path(__file__).parents[1] / "infra" / "snapshots" / "DeploymentReview.json"
_MOST_INVOCATIONS = 30  # of both functions, for one execution with one approval
_REFUSED = (MailRefusedError("MessageRejected"), False)
_UNANSWERED = (ReadTimeoutError(endpoint_url="https://email"), True)


class Poller:
    """The streams of the deployed template, over the records of a world in memory."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.invocations: list[str] = []
        self._delivered = 0  # writings whose records have been delivered
        self._mappings = dict(_mappings())

    def write(self, act: Any) -> None:
        """Something is written from outside; everything that follows from it is delivered."""
        act()
        self._deliver("e-1", self.world.records.read("e-1").approvals)
        while self._delivered < len(self.world.records.writings):
            execution_id, writing = self.world.records.writings[self._delivered]
            self._delivered += 1
            self._deliver(execution_id, writing.approvals)

    def _deliver(self, execution_id: str, approvals: Mapping[str, Any]) -> None:
        record = self.world.records.read(execution_id)
        images = [{"item": "EXECUTION", **record.main}]
        images += [{"item": f"APPROVAL#{id_}", **record.approvals[id_]} for id_ in approvals]
        for step, filters in self._mappings.items():
            for image in images:
                if any(_matches(image, each) for each in filters):
                    batch = [{"dynamodb": {"SequenceNumber": "1"}}]
                    Delivery(retries=5, is_bisecting=True, pause_seconds=0).deliver(batch, partial(self._invoke, step))

    def _invoke(self, step: str, _batch: object) -> int | None:
        self.invocations.append(step)
        assert len(self.invocations) <= _MOST_INVOCATIONS, "the functions call themselves"
        try:
            getattr(self, step)()
        except (MailRefusedError, ReadTimeoutError):
            return 0
        return None

    def analyze_change(self) -> None:
        if self.world.reviews.wants_review("e-1"):
            self.world.reviews.save_review("e-1", sample_review(evidence=None))

    def request_approval(self) -> None:
        self.world.sender.send_due("e-1")


def _mappings() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    names = {"AnalyzeChange": "analyze_change", "RequestApproval": "request_approval"}
    for resource in json.loads(_TEMPLATE.read_text())["Resources"].values():
        if resource["Type"] == "AWS::Lambda::EventSourceMapping":
            properties = resource["Properties"]
            (step,) = [step for name, step in names.items() if name in str(properties["FunctionName"])]
            patterns = [json.loads(each["Pattern"]) for each in properties["FilterCriteria"]["Filters"]]
            yield step, [pattern["dynamodb"]["NewImage"] for pattern in patterns]


def _matches(image: Mapping[str, Any], pattern: Mapping[str, Any]) -> bool:
    return all(any(_fits(image.get(name), one) for one in types["S"]) for name, types in pattern.items())


def _fits(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, dict):
        return value is not None if "exists" in wanted else str(value).startswith(wanted["prefix"])
    return bool(value == wanted)


@pytest.fixture
def poller(monkeypatch):
    monkeypatch.setattr(brief_sender, "read_settings", lambda _name: SETTINGS)
    return Poller(World())


def _open_approval(world):
    approval = read_approval(recorded("approval_started"), account_id="111122223333")
    world.reviews.add_approval(approval, timeout_minutes=10_080)


@pytest.mark.parametrize(
    "failures", [[], [_REFUSED] * 100, [_UNANSWERED] * 100], ids=["all goes well", "SES refuses", "SES does not answer"]
)
def test_what_the_functions_write_does_not_call_them_for_ever(poller, failures):
    poller.world.mailer.failures = list(failures)

    poller.write(lambda: poller.world.records.capture("e-1"))
    poller.write(lambda: _open_approval(poller.world))

    assert {"analyze_change", "request_approval"} == set(poller.invocations)
    assert poller.invocations.count("analyze_change") <= 2


def test_an_error_of_extraction_does_not_call_them_for_ever(poller):
    poller.world.mailer.failures = [_REFUSED] * 100

    poller.write(lambda: poller.world.records.fail_to_capture("e-1", "The disk is full."))

    assert set(poller.invocations) == {"request_approval"}


def test_a_loop_would_be_noticed(poller, monkeypatch):
    """Without a rest between refusals, each refusal that is written calls the function again."""
    monkeypatch.setattr(attempts, "_QUICK_ATTEMPTS", 1_000)
    poller.world.mailer.failures = [_REFUSED] * 100
    poller.write(lambda: poller.world.records.capture("e-1"))

    with pytest.raises(AssertionError, match="call themselves"):
        poller.write(lambda: _open_approval(poller.world))
