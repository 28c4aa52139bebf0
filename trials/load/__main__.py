"""Run executions, many at once: `make load` (docs/reliability.md). Interrupted, it tells of what has come so far."""

import argparse
import os
import random
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from local.account.environment import as_root_of
from trials.cloud import trial_cloud
from trials.ends import Ends
from trials.load.figures import Mark, calls_of, latencies, latency_of, table
from trials.load.flow import Flow
from trials.model import Temper, model_server
from trials.repository import repository
from trials.truth import Harm
from trials.workflow import Workflow

_MARKS = (100, 250, 500, 1_000, 1_500, 2_000)


def main() -> int:
    given = _parser().parse_args()
    with ExitStack() as stack:
        model = stack.enter_context(model_server(Temper(_thinking, failing=0.05)))
        commits = stack.enter_context(repository())
        cloud = stack.enter_context(
            trial_cloud(
                name="load", port=given.port, pipelines=given.at_once, analyses=given.at_once, model_url=model.url
            )
        )
        stack.enter_context(as_root_of(cloud.cloud))
        cloud.repeat_builds()
        workflow = Workflow.on(cloud, commits)
        _warm_up(workflow)
        flow = Flow(workflow, given.n, Ends(Path(cloud.cloud.state_dir) / "timeline.jsonl"))
        marks = _flow(flow)
        print(f"The model was asked {model.asked} times and failed {model.failed} times.")
        return _report(workflow, flow, marks)


def _warm_up(workflow: Workflow) -> None:
    """One execution before those that count: its builds are the real ones, which all others repeat."""
    started = workflow.start(workflow.cloud.pipelines[0])
    workflow.wait_for_approvals([started])
    workflow.settle()
    workflow.decide(started)
    workflow.wait_until_over([started])
    workflow.cloud.forget_faults()


def _thinking(chance: random.Random) -> float:
    """Seconds, as models take for a review: most 5 to 10, some a minute."""
    return min(chance.lognormvariate(1.9, 0.6), 60.0)


def _flow(flow: Flow) -> list[Mark]:
    began, marks, told = time.monotonic(), list[Mark](), 0
    try:
        for mailed in flow.go():
            if mailed // 25 > told:
                told = mailed // 25
                print(f"{mailed} of {flow.total} mailed in {time.monotonic() - began:.0f} s", flush=True)
            if any((marks[-1].mailed if marks else 0) < mark <= mailed for mark in _MARKS):
                marks.append(Mark(mailed, time.monotonic() - began, calls_of(flow.workflow.cloud.faults())))
    except (KeyboardInterrupt, SystemExit):
        print(f"Interrupted after {flow.mailed} mails.")
    if not marks or marks[-1].mailed < flow.mailed:
        marks.append(Mark(flow.mailed, time.monotonic() - began, calls_of(flow.workflow.cloud.faults())))
    return marks


def _report(workflow: Workflow, flow: Flow, marks: list[Mark]) -> int:
    workflow.settle()
    began = time.monotonic()
    workflow.reconcile()
    print(f"The reconciler ran {time.monotonic() - began:.1f} s over {len(flow.runs)} records.")
    seconds = latencies(workflow, flow.runs)
    for row in table(marks, seconds):
        print(row)
    found = [(run, finding) for run in flow.runs for finding in workflow.findings(run.started)]
    for run, finding in found:
        print(f"{run.started.execution_id}: {finding.harm}: {finding.what}")
    counts = ", ".join(f"{len({run.started for run, one in found if one.harm is harm})} {harm}" for harm in Harm)
    every = latency_of(seconds)
    took = f"push to mail without the model: median {every.median:.1f} s, 99th percentile {every.p99:.1f} s"
    print(f"{len(flow.runs)} executions, {len(workflow.cloud.pipelines)} at once, {counts}; {took}")
    return 1 if found or flow.mailed < flow.total else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m trials.load", description=__doc__)
    add = parser.add_argument
    add("--n", type=int, default=int(os.environ.get("N") or 2_000), help="N: executions")
    add("--at-once", type=int, default=int(os.environ.get("AT_ONCE") or 50), help="AT_ONCE: so many at once")
    add("--port", type=int, default=int(os.environ.get("PORT") or 4572), help="PORT: of the cloud")
    return parser


if __name__ == "__main__":
    sys.exit(main())
