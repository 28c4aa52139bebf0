"""The engine alone: order, side by side, modes, variables; with actions that end when the test says so."""

import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from local.cloud.http import ApiError
from local.codepipeline.api import CodePipelineApi
from local.codepipeline.approval_action import run_approval
from local.codepipeline.definition import Action, ActionType, ExecutionMode, Pipeline, Stage
from local.codepipeline.engine import Engine
from local.codepipeline.events import PipelineEvents
from local.codepipeline.executions import ActionExecution, Execution, Outcome, Status, Trigger
from local.timeline import Timeline
from tests.local.conftest import wait_for

TRIGGER = Trigger("StartPipelineExecution", "arn:aws:iam::111122223333:root")
PREFIX = "arn:aws:codepipeline:us-east-1:111122223333:"


@dataclass
class Actions:
    """Each action waits for `release(name)`, unless it is released already."""

    released: defaultdict[str, threading.Event] = field(default_factory=lambda: defaultdict(threading.Event))
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    running: list[str] = field(default_factory=list)
    seen: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def run(self, _execution: Execution, run: ActionExecution) -> Outcome:
        self.running.append(run.action.name)
        self.seen[run.action.name] = run.configuration
        while not self.released[run.action.name].wait(0.01):
            if run.wake.is_set():
                return Outcome(Status.ABANDONED)
        return self.outcomes.get(run.action.name, Outcome(Status.SUCCEEDED))

    def release(self, *names: str) -> None:
        for name in names:
            self.released[name].set()


@pytest.fixture
def actions() -> Actions:
    return Actions()


@pytest.fixture
def events() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def engine(actions: Actions, events: list[dict[str, Any]], tmp_path: Path) -> Iterator[Engine]:
    def put_event(**event: Any) -> None:
        events.append(event["detail"])

    made = Engine(actions, PipelineEvents(put_event, PREFIX, "us-east-1"), Timeline(tmp_path / "timeline"))
    yield made
    for execution in made.executions:
        if not over(execution):
            made.stop(execution, abandon=True, reason="the test is over")


def pipeline(*stages: tuple[Action, ...], mode: ExecutionMode = ExecutionMode.QUEUED) -> Pipeline:
    return Pipeline(
        name="p",
        role_arn="arn:aws:iam::111122223333:role/p",
        artifact_bucket="bucket",
        stages=tuple(Stage(f"Stage{number}", each) for number, each in enumerate(stages)),
        mode=mode,
    )


def action(name: str, *, run_order: int = 1, namespace: str = "", **configuration: str) -> Action:
    kind = ActionType("Build", "AWS", "CodeBuild", "1")
    return Action(name, kind, run_order=run_order, namespace=namespace, configuration=configuration)


def over(execution: Execution) -> bool:
    return execution.status not in (Status.IN_PROGRESS, Status.STOPPING)


def test_actions_of_one_run_order_run_side_by_side_and_the_next_after_them(engine: Engine, actions: Actions) -> None:
    engine.start(pipeline((action("a"), action("b"), action("after", run_order=2))), trigger=TRIGGER)
    wait_for(lambda: len(actions.running) == 2)

    assert sorted(actions.running) == ["a", "b"]

    actions.release("a", "b")
    wait_for(lambda: "after" in actions.running)


def test_variables_of_an_action_reach_those_after_it(engine: Engine, actions: Actions) -> None:
    actions.outcomes["first"] = Outcome(Status.SUCCEEDED, variables={"VERSION": "1.1"})
    actions.release("first", "second")
    stages = (
        (action("first", namespace="Made"),),
        (action("second", Env="#{Made.VERSION} #{codepipeline.PipelineExecutionId}"),),
    )

    execution = engine.start(pipeline(*stages), trigger=TRIGGER)
    wait_for(lambda: over(execution))

    assert actions.seen["second"] == {"Env": f"1.1 {execution.id}"}


def test_a_variable_that_nobody_has_set_fails_the_action(engine: Engine, actions: Actions) -> None:
    actions.release("first")

    execution = engine.start(pipeline((action("first", Env="#{Nobody.VERSION}"),)), trigger=TRIGGER)
    wait_for(lambda: over(execution))

    outcome = execution.actions[0].outcome
    assert (execution.status, outcome and outcome.error_code) == (Status.FAILED, "InvalidActionConfiguration")


def test_in_mode_superseded_the_newest_takes_the_place_of_those_that_wait(engine: Engine, actions: Actions) -> None:
    definition = pipeline((action("one"),), (action("two"),), mode=ExecutionMode.SUPERSEDED)
    actions.release("one")
    first = engine.start(definition, trigger=TRIGGER)
    wait_for(lambda: "two" in actions.running)
    second = engine.start(definition, trigger=TRIGGER)
    wait_for(lambda: second.stages.get("Stage0") is Status.SUCCEEDED and engine.gate("p", "Stage1").waiting)

    third = engine.start(definition, trigger=TRIGGER)
    wait_for(lambda: over(second))
    actions.release("two")
    wait_for(lambda: over(third))

    assert [each.status for each in (first, second, third)] == [Status.SUCCEEDED, Status.SUPERSEDED, Status.SUCCEEDED]


def test_the_events_tell_the_story_in_order(engine: Engine, actions: Actions, events: list[dict[str, Any]]) -> None:
    actions.release("a")

    execution = engine.start(pipeline((action("a"),)), trigger=TRIGGER)
    wait_for(lambda: over(execution))

    told = [(event.get("action") or event.get("stage") or event["pipeline"], event["state"]) for event in events]
    assert told == [
        ("p", "STARTED"),
        ("Stage0", "STARTED"),
        ("a", "STARTED"),
        ("a", "SUCCEEDED"),
        ("Stage0", "SUCCEEDED"),
        ("p", "SUCCEEDED"),
    ]


def test_a_rollback_is_a_new_execution_that_says_so(engine: Engine, actions: Actions) -> None:
    definition = pipeline((action("one"),), (action("two"),))
    engine.pipelines["p"] = definition
    actions.release("one", "two")
    target = engine.start(definition, trigger=TRIGGER)
    wait_for(lambda: over(target))
    api = CodePipelineApi(engine, PREFIX).operations()
    given = {"pipelineName": "p", "stageName": "Stage1", "targetPipelineExecutionId": target.id}

    new_id = api["RollbackStage"](given, "arn")["pipelineExecutionId"]

    shown = api["GetPipelineExecution"]({"pipelineName": "p", "pipelineExecutionId": new_id}, "arn")[
        "pipelineExecution"
    ]
    assert (new_id != target.id, shown["executionType"]) == (True, "ROLLBACK")
    assert shown["rollbackMetadata"] == {"rollbackTargetPipelineExecutionId": target.id}


def test_a_stage_that_has_not_failed_is_not_retried(engine: Engine, actions: Actions) -> None:
    definition = pipeline((action("one"),))
    engine.pipelines["p"] = definition
    execution = engine.start(definition, trigger=TRIGGER)
    given = {"pipelineName": "p", "stageName": "Stage0", "pipelineExecutionId": execution.id}

    with pytest.raises(ApiError, match="StageNotRetryableException"):
        CodePipelineApi(engine, PREFIX).operations()["RetryStageExecution"](given, "arn")


def test_an_approval_that_nobody_decides_in_time_fails_without_a_summary() -> None:
    approval = Action("Approve", ActionType("Approval", "AWS", "Manual", "1"), timeout_minutes=0.001)

    outcome = run_approval(ActionExecution("execution", "Approval", approval, pipeline_version=1))

    assert (outcome.status, outcome.summary) == (Status.FAILED, "")


def test_an_action_that_cannot_be_run_fails_and_nothing_hangs(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def explode(*_: object) -> Outcome:
        raise RuntimeError("out of order")

    monkeypatch.setattr(engine.providers, "run", explode)

    execution = engine.start(pipeline((action("one"),)), trigger=TRIGGER)
    wait_for(lambda: over(execution))

    assert execution.status is Status.FAILED
    assert "could not be run" in caplog.text
