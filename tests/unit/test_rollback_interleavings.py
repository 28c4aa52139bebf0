"""Whatever is lost, doubled, late or out of order: a rollback undoes the deployment before it, and no other."""

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from lambdas.shared.domain.status import Status
from lambdas.shared.domain.tampering import find_tampering
from tests.unit.fake_codepipeline import FakeCodePipeline
from tests.unit.fake_world import World
from tests.unit.test_record_interleavings import _connect, _deliver, _reconcile


@st.composite
def histories(draw):
    """Deployments one after the other, and then a rollback to any of them but the last."""
    deployments, at = [], "2026-08-24T06:00:00Z"
    for number in range(draw(st.integers(2, 4))):
        pipeline = FakeCodePipeline(at, f"e-{number}")
        pipeline.build()
        pipeline.open_approval()
        pipeline.approve()
        pipeline.deploy()
        deployments.append(pipeline)
        at = pipeline.at
    target = draw(st.sampled_from(deployments[:-1]))
    rollback = FakeCodePipeline(at, "e-back", rollback_target=target.execution_id)
    rollback.deploy() if draw(st.booleans()) else rollback.fail_to_deploy()
    return deployments, rollback


@st.composite
def schedules(draw):
    """A history, and at which moment the event of which moment comes."""
    deployments, rollback = draw(histories())
    moments = _moments(deployments, rollback)
    deliveries = [
        (draw(st.integers(number, len(moments))), number)
        for number, (_id, moment) in enumerate(moments)
        if moment.event
        for _copy in range(draw(st.integers(0, 3)))
    ]
    return deployments, rollback, draw(st.permutations(deliveries))


def _moments(deployments, rollback):
    return [(pipeline.execution_id, moment) for pipeline in (*deployments, rollback) for moment in pipeline.moments]


@given(schedule=schedules())
@settings(max_examples=80)
def test_after_the_reconciler_a_rollback_has_undone_the_deployment_before_it_and_no_other(schedule):
    deployments, rollback, deliveries = schedule
    moments = _moments(deployments, rollback)
    note("\n".join(f"{id_} {moment}" for id_, moment in moments))
    world = World()

    with pytest.MonkeyPatch.context() as patch:
        _connect(patch, world, required=1)
        for tick in range(len(moments) + 1):
            if tick < len(moments):
                _move(world, *moments[tick])
            for at, number in deliveries:
                if at == tick:
                    _deliver(moments[number][1].event)
        _reconcile(world)

    last = Status.ROLLED_BACK if rollback.truth is Status.DEPLOYED else Status.DEPLOYED
    expected = {pipeline.execution_id: Status.DEPLOYED for pipeline in deployments[:-1]}
    expected |= {deployments[-1].execution_id: last, "e-back": rollback.truth}
    assert {id_: world.reviews.read(id_).status for id_ in expected} == expected
    assert not [sentence for id_ in expected for sentence in find_tampering(world.reviews.read(id_))]


def _move(world, execution_id, moment):
    world.clock.at = moment.at
    is_new = execution_id not in world.pipelines.executions
    world.pipelines.executions |= {execution_id: moment.execution}
    if is_new and execution_id != "e-back":
        world.records.capture(execution_id, created_at=moment.at)
