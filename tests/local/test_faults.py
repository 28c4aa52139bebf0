"""
The nastiest faults of `make faults`, all in one execution: nothing is lost, doubled or stuck.

Here real processes are killed and real connections cut; `make faults` does it for every call there is.
"""

from local.trial.faults import FaultKind
from tests.local.conftest import wait_for
from trials.faults.cases import Case
from trials.faults.operations import Call

NASTIEST = [
    Case(Call("analyze_change", "dynamodb:TransactWriteItems"), FaultKind.KILLED_AFTER),
    Case(Call("record_approval", "dynamodb:TransactWriteItems"), FaultKind.CUT_AFTER),
    Case(Call("record_approval", "codepipeline:ListActionExecutions"), FaultKind.DENIED),
    Case(Call("request_approval", "sesv2:SendEmail"), FaultKind.CUT_AFTER),
    Case(Call("record_outcome", "dynamodb:TransactWriteItems"), FaultKind.KILLED_BEFORE),
    Case(Call("record_outcome", "codepipeline:GetPipelineExecution"), FaultKind.DENIED),
]


def test_the_nastiest_faults_lose_nothing_double_nothing_and_keep_nobody_waiting(workflow):
    started = workflow.start("review")
    for case in NASTIEST:
        workflow.cloud.add_fault(case.fault(started))

    workflow.wait_for_approvals([started])
    workflow.settle()
    workflow.reconcile()
    workflow.decide(started)
    workflow.wait_until_over([started])
    wait_for(lambda: {str(case) for case in NASTIEST} <= befallen(workflow))
    workflow.settle()
    workflow.reconcile()

    assert workflow.findings(started) == ()


def befallen(workflow):
    return {name.rpartition("/")[0] for name in workflow.cloud.faults()["befell"]}


def test_a_cloud_that_is_started_anew_in_mid_flight_loses_nothing_and_keeps_nobody_waiting(workflow):
    started = workflow.start("review")
    workflow.cloud.restart()

    workflow.wait_for_approvals([started])
    workflow.cloud.restart()
    workflow.settle()
    workflow.reconcile()
    workflow.decide(started)
    workflow.wait_until_over([started])
    workflow.settle()
    workflow.reconcile()

    assert workflow.findings(started) == ()
