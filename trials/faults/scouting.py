"""A run without faults, to see which calls there are."""

from trials.faults.cases import RECONCILE, Seen
from trials.faults.operations import Call
from trials.workflow import Workflow


def scout(workflow: Workflow) -> Seen:
    """An execution on which all goes well, and one that only the reconciler sees; of a small change, and of a large."""
    return Seen(small=_both(workflow, is_large=False), large=_both(workflow, is_large=True))


def _both(workflow: Workflow, *, is_large: bool) -> dict[Call, int]:
    good = _calls(workflow, is_large=is_large, is_lost=False)
    lost = _calls(workflow, is_large=is_large, is_lost=True)
    return {call: times for call, times in {**good, **lost}.items() if (call.step == RECONCILE) == (call in lost)}


def _calls(workflow: Workflow, *, is_large: bool, is_lost: bool) -> dict[Call, int]:
    cloud = workflow.cloud
    cloud.restart_functions()  # nothing is remembered: settings are read anew
    started = workflow.start(cloud.pipelines[0], is_large=is_large)
    if is_lost:
        cloud.lose_everything_of(started.execution_id)
    cloud.forget_faults()
    workflow.wait_for_approvals([started])
    workflow.settle()
    if is_lost:
        workflow.reconcile()
    workflow.decide(started)
    workflow.wait_until_over([started])
    workflow.settle()
    if is_lost:
        workflow.reconcile()
    return {
        Call(call["step"], call["operation"]): call["times"]
        for call in cloud.faults()["calls"]
        if (call["step"] == RECONCILE) == is_lost
    }
