"""Runs without faults, to see which calls there are."""

import sys

from local.trial.faults import FaultKind
from tests.infra.test_least_privilege import STEPS
from trials.faults.cases import REPEATED, Case, Seen, lost_answer
from trials.faults.courses import Course, Situation, courses
from trials.faults.operations import Call
from trials.workflow import Started, Workflow


def scout(workflow: Workflow) -> Seen:
    """One execution on each course, one after the other; the functions have not run before."""
    workflow.cloud.restart_functions()
    return {course: _calls(workflow, course) for course in courses()}


def begin(workflow: Workflow, pipeline_name: str, course: Course) -> Started:
    """An execution on its course, but for what comes later."""
    if course.situation is Situation.PUSHED:
        return workflow.start(pipeline_name, commit_id=workflow.commits.take())
    started = workflow.start(pipeline_name, commit_id=workflow.commits.large if course.is_large else "")
    if course.situation is Situation.LOST:
        workflow.cloud.lose_everything_of(started.execution_id)
    return started


def _calls(workflow: Workflow, course: Course) -> dict[Call, int]:
    cloud = workflow.cloud
    cloud.forget_faults()
    started = begin(workflow, cloud.pipelines[0], course)
    for case in (counters := _counters(course)):
        cloud.add_fault(case.fault(started))
    if course.situation is Situation.UNANSWERED:
        cloud.add_fault(lost_answer(started))
    if course.situation is Situation.PUSHED:
        workflow.push(started)
    workflow.wait_for_approvals([started])
    workflow.settle()
    if course.situation is Situation.LOST:
        workflow.reconcile()
    if course.situation is Situation.EXCHANGED:
        workflow.exchange_artifacts(started)
    workflow.decide(started, verdict=course.verdict)
    workflow.wait_until_over([started])
    workflow.settle()
    if course.situation is Situation.LOST:
        workflow.reconcile()
    told = cloud.faults()
    seen = {Call(call["step"], call["operation"]): call["times"] for call in told["calls"]}
    of_this_one = {case.call: told["met"].get(case.id_on(started), 0) for case in counters}
    return {call: times for call, times in (seen | of_this_one).items() if times and course.counts(call.step)}


def _counters(course: Course) -> list[Case]:
    """Faults that befall nothing, but count the calls that are about one execution."""
    calls = (Call(step, REPEATED) for step in STEPS)
    return [Case(call, FaultKind.DENIED, course, passing=sys.maxsize) for call in calls]
