"""However many wait and however slow the API is: a run ends in time, everyone has a turn, oldest first."""

from dataclasses import dataclass, field

import pytest

from lambdas.reconcile import reconciler as reconciler_module
from lambdas.reconcile.reconciler import Reconciler
from lambdas.reconcile.turns import Turns
from lambdas.shared.aws import brief_sender, observer
from lambdas.shared.domain.execution import Action, Execution, ExecutionStatus, RecentExecution
from lambdas.shared.domain.record import Record
from lambdas.shared.domain.status import Status
from tests.unit.fake_codepipeline import APPROVER
from tests.unit.fake_world import SETTINGS, World

_LIMIT = 240.0  # seconds, of the function
_OPENED, _DECIDED = "2026-08-24T06:05:07Z", "2026-08-24T06:40:00Z"
_EXECUTION_SECONDS, _LIST_SECONDS = 0.7, 0.3  # two calls that were throttled once, and one
_PIPELINES = tuple(f"p{number:02}" for number in range(50))


@dataclass
class Stopwatch:
    spent: float = 0.0

    def left(self):
        return _LIMIT - self.spent


@dataclass
class SlowPipelines:
    """An API that takes its time; every approval was decided, and no event told."""

    watch: Stopwatch
    asked: list[str] = field(default_factory=list)
    broken: frozenset[str] = frozenset()

    def recent(self, pipeline_name):
        self.watch.spent += _LIST_SECONDS
        own = (f"{pipeline_name}-{number:02}" for number in reversed(range(10)))
        return tuple(RecentExecution(id_, ExecutionStatus.IN_PROGRESS, _DECIDED) for id_ in own)

    def execution(self, pipeline_name, execution_id):
        self.watch.spent += _EXECUTION_SECONDS
        self.asked.append(execution_id)
        if execution_id in self.broken:
            raise TimeoutError
        approval = Action(
            f"a-{execution_id}", "Approval", "Approve", "Approval", "Succeeded", _OPENED, _DECIDED, updated_by=APPROVER
        )
        return Execution(execution_id, pipeline_name, ExecutionStatus.IN_PROGRESS, (approval,), region="eu-west-1")


@dataclass
class KeptProgress:
    stops: dict[str, str] = field(default_factory=dict)

    def read(self):
        return dict(self.stops)

    def write(self, stops):
        self.stops = dict(stops)


def _waiting(execution_id, pipeline_name, *, minute):
    """A record of which the approver was told."""
    main = {
        "pipeline_name": pipeline_name,
        "region": "eu-west-1",
        "created_at": f"2026-08-24T05:{minute:02}:00Z",
        "status": "AWAITING_APPROVAL",
        "diff_sha256": "d" * 64,
        "reviewed_diff_sha256": "d" * 64,
        "review_digest": "r" * 64,
        "reviewed_at": "2026-08-24T06:04:00Z",
    }
    approval = {
        "action_execution_id": f"a-{execution_id}",
        "pipeline_name": pipeline_name,
        "stage_name": "Approval",
        "action_name": "Approve",
        "status": "WAITING",
        "started_at": _OPENED,
        "expires_at": "2026-08-31T06:05:07Z",
        "asked_at": _OPENED,
        "mail_status": "SENT",
        "mailed_at": _OPENED,
        "mail_to": SETTINGS.approver_email,
    }
    return Record(execution_id, main, {approval["action_execution_id"]: approval})


@pytest.fixture
def world(monkeypatch):
    watch = Stopwatch()
    world = World(pipelines=SlowPipelines(watch))
    for module in (brief_sender, observer):
        monkeypatch.setattr(module, "read_settings", lambda _name: SETTINGS)
    monkeypatch.setattr(reconciler_module, "pipelines_under_review", lambda: _PIPELINES)
    world.clock.at = "2026-08-24T06:45:00Z"
    for number in range(500):
        pipeline_name, of_pipeline = _PIPELINES[number % 50], number // 50
        execution_id = f"{pipeline_name}-{of_pipeline:02}"
        world.records.records[execution_id] = _waiting(execution_id, pipeline_name, minute=of_pipeline)
    return world


def _run(world, progress, *, times):
    """The seconds that each run took."""
    took = []
    for _ in range(times):
        world.pipelines.watch.spent = 0.0
        Reconciler(world.sender).run(Turns(world.pipelines.watch.left, progress))
        took.append(world.pipelines.watch.spent)
    return took


def _decided(world):
    return sum(record.status is Status.APPROVED for record in world.records.records.values())


def test_500_waiting_executions_are_put_right_in_a_few_runs_each_of_which_ends_in_time(world):
    took = _run(world, KeptProgress(), times=3)

    assert _decided(world) == 500
    assert max(took) < 0.6 * _LIMIT


def test_those_that_wait_longest_come_first_and_nobody_twice_before_all(world):
    _run(world, KeptProgress(), times=1)
    first = list(world.pipelines.asked)

    ages = [world.records.records[id_].main["created_at"] for id_ in first]
    assert 100 < len(first) < 500
    assert ages == sorted(ages)
    assert len(first) == len(set(first))


def test_records_that_cannot_be_put_right_keep_nobody_waiting(world):
    """The oldest hundred fail each time."""
    oldest = sorted(world.records.records.values(), key=lambda record: record.main["created_at"])[:100]
    world.pipelines.broken = frozenset(record.execution_id for record in oldest)

    _run(world, KeptProgress(), times=4)

    assert _decided(world) == 400


def test_a_run_that_is_killed_is_continued_and_not_repeated(world):
    progress = KeptProgress()
    original = world.pipelines.execution

    def be_killed(pipeline_name, execution_id):
        if len(world.pipelines.asked) == 60:
            raise SystemExit
        return original(pipeline_name, execution_id)

    world.pipelines.execution = be_killed
    with pytest.raises(SystemExit):
        _run(world, progress, times=1)
    world.pipelines.execution = original

    _run(world, progress, times=1)

    repeated = [id_ for id_ in world.pipelines.asked[60:] if id_ in world.pipelines.asked[:60]]
    assert len(repeated) < 20  # those of the last ten seconds before the end


def test_what_a_run_had_no_time_for_is_counted(world):
    tally, _errors = Reconciler(world.sender).run(Turns(world.pipelines.watch.left, KeptProgress()))

    assert tally.unreached == 500 - len(world.pipelines.asked)


def test_a_pipeline_that_is_not_under_review_any_more_is_left_alone(world, monkeypatch):
    monkeypatch.setattr(reconciler_module, "pipelines_under_review", lambda: ("p01",))

    tally, errors = Reconciler(world.sender).run(Turns(world.pipelines.watch.left, KeptProgress()))

    assert (tally.corrected_records, tally.unreached, errors) == (10, 0, [])
