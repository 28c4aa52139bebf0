"""
The nastiest faults of `make faults`, all in one execution: nothing is lost, doubled or stuck.

Here real processes are killed and real connections cut; `make faults` does it for every call there is.
"""

import pytest

from local.account.account import Account
from local.git import git
from local.lifecycle import find_running
from local.trial.faults import FaultKind
from trials.cloud import TrialCloud, as_root_of, functions_of
from trials.faults.cases import Case
from trials.faults.operations import Call
from trials.repository import Commits, commit
from trials.workflow import Workflow

NASTIEST = [
    Case(Call("analyze_change", "dynamodb:TransactWriteItems"), FaultKind.KILLED_AFTER),
    Case(Call("record_approval", "dynamodb:TransactWriteItems"), FaultKind.CUT_AFTER),
    Case(Call("record_approval", "codepipeline:ListActionExecutions"), FaultKind.DENIED),
    Case(Call("request_approval", "sesv2:SendEmail"), FaultKind.CUT_AFTER),
    Case(Call("record_outcome", "dynamodb:TransactWriteItems"), FaultKind.KILLED_BEFORE),
    Case(Call("record_outcome", "codepipeline:GetPipelineExecution"), FaultKind.DENIED),
]


@pytest.fixture
def workflow(machine, tmp_path):
    assert machine.local("start").returncode == 0
    cloud = find_running(machine.folder)
    account = Account(cloud.endpoint, cloud.region, machine.account.credentials)
    trial = TrialCloud(cloud, account, functions_of(account), ("review",))
    git("init", "--quiet", "--initial-branch=trial", ".", folder=tmp_path)
    commit_id = commit(tmp_path, {"limits.py": "RETRIES = 3\n"}, "3 retries")
    with as_root_of(cloud):
        yield Workflow.on(trial, Commits(tmp_path, commit_id, commit_id), repository="review")
    trial.forget_faults()
    trial.set_clocks({})


def test_the_nastiest_faults_lose_nothing_double_nothing_and_keep_nobody_waiting(workflow):
    started = workflow.start("review")
    for case in NASTIEST:
        workflow.cloud.add_fault(case.fault(pipeline_name="review", execution_id=started.execution_id))

    workflow.wait_for_approvals([started])
    workflow.settle()
    workflow.reconcile()
    workflow.decide(started)
    workflow.wait_until_over([started])
    workflow.settle()
    workflow.reconcile()

    befell = workflow.cloud.faults()["befell"]
    assert {str(case) for case in NASTIEST} == {name.rpartition("/")[0] for name in befell} & {*map(str, NASTIEST)}
    assert workflow.findings(started) == ()
