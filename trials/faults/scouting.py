"""A run without faults, to see which calls there are."""

from trials.faults.cases import RECONCILE, RECORD_DELIVERY, Seen, lost_answer
from trials.faults.operations import Call
from trials.workflow import Workflow


def scout(workflow: Workflow) -> Seen:
    """Executions on which all goes well, that only the reconciler sees, and whose mail SES takes without a word."""
    return Seen(small=_both(workflow, is_large=False), large=_both(workflow, is_large=True))


def _both(workflow: Workflow, *, is_large: bool) -> dict[Call, int]:
    good = _calls(workflow, is_large=is_large)
    lost = _calls(workflow, is_large=is_large, is_lost=True)
    unanswered = _calls(workflow, is_large=is_large, is_unanswered=True)
    return {
        **{call: times for call, times in good.items() if call.step not in (RECONCILE, RECORD_DELIVERY)},
        **{call: times for call, times in lost.items() if call.step == RECONCILE},
        **{call: times for call, times in unanswered.items() if call.step == RECORD_DELIVERY},
    }


def _calls(
    workflow: Workflow, *, is_large: bool, is_lost: bool = False, is_unanswered: bool = False
) -> dict[Call, int]:
    cloud = workflow.cloud
    cloud.restart_functions()  # nothing is remembered: settings are read anew
    cloud.forget_faults()
    started = workflow.start(cloud.pipelines[0], is_large=is_large)
    if is_lost:
        cloud.lose_everything_of(started.execution_id)
    if is_unanswered:
        cloud.add_fault(lost_answer(started.execution_id))
    workflow.wait_for_approvals([started])
    workflow.settle()
    if is_lost:
        workflow.reconcile()
    workflow.decide(started)
    workflow.wait_until_over([started])
    workflow.settle()
    if is_lost:
        workflow.reconcile()
    return {Call(call["step"], call["operation"]): call["times"] for call in cloud.faults()["calls"]}
