"""Put each kind of fault between each function and each AWS call that it makes: `make faults` (docs/reliability.md)."""

import argparse
import os
import sys
from contextlib import ExitStack

from local.account.environment import as_root_of
from trials.cloud import trial_cloud
from trials.faults.batch import Batch, Result
from trials.faults.cases import Case, Seen, batches, cases
from trials.faults.disturbances import DisturbedBatch, disturbances
from trials.faults.operations import Call, calls_of_the_code
from trials.faults.report import is_clean, print_results, summary
from trials.faults.scouting import scout
from trials.model import Temper, model_server
from trials.repository import repository
from trials.workflow import Workflow

_CHANCES = 3  # of a case
_ANALYSES = 14  # at once


def main() -> int:
    given = _parser().parse_args()
    with ExitStack() as stack:
        model = stack.enter_context(model_server(Temper()))
        commits = stack.enter_context(repository())
        cloud = stack.enter_context(
            trial_cloud(
                name="faults", port=given.port, pipelines=given.pipelines, analyses=_ANALYSES, model_url=model.url
            )
        )
        stack.enter_context(as_root_of(cloud.cloud))
        cloud.repeat_builds()
        workflow = Workflow.on(cloud, commits)
        seen = scout(workflow)
        unseen = _unseen(seen)
        results = _run(workflow, seen, [word for word in given.faults.split(",") if word])
    print(summary(results))
    return 0 if is_clean(results) and not unseen else 1


def _run(workflow: Workflow, seen: Seen, wanted: list[str]) -> list[Result]:
    every = cases(seen, wanted=wanted)
    print(f"{len(_calls(seen))} calls of AWS, {len(every)} cases, {len(workflow.cloud.pipelines)} at once")
    results = _befall(workflow, every)
    for disturbance in disturbances(wanted):
        results += (those := DisturbedBatch(workflow, disturbance=disturbance).run())
        print_results(those)
    return results


def _befall(workflow: Workflow, every: list[Case]) -> list[Result]:
    """Functions may be quick in turn, and a fault then meets nothing: such a case gets another chance, and no more."""
    results: dict[str, Result] = {}
    left = every
    for _ in range(_CHANCES):
        for batch in batches(left, at_once=len(workflow.cloud.pipelines)):
            those = Batch(workflow, batch, is_cold=batch[0].is_cold).run()
            print_results(those)
            results |= {result.name: result for result in those}
        left = [case for case in left if not results[str(case)].has_befallen]
    for case in (each for each in left if each.passing):  # a writing more was a repetition, in the scouts' run
        made = results.pop(str(case)).calls
        print(f"{case}: the call was made {made} times in each of {_CHANCES} runs; nothing to befall")
    return list(results.values())


def _calls(seen: Seen) -> set[Call]:
    return {call for counts in seen.values() for call in counts}


def _unseen(seen: Seen) -> list[str]:
    """What the code can ask of AWS and did not, or the other way round: then the trial is not of all calls."""
    by_code, by_scouts = calls_of_the_code(), _calls(seen)
    unseen = [f"{call}: in the code, but not seen" for call in sorted(by_code - by_scouts)]
    unseen += [f"{call}: seen, but not found in the code" for call in sorted(by_scouts - by_code)]
    for line in unseen:
        print(line)
    return unseen


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m trials.faults", description=__doc__)
    add = parser.add_argument
    add(
        "--faults", default=os.environ.get("FAULTS", ""), help="FAULTS: only cases with one of these words, with commas"
    )
    add("--pipelines", type=int, default=int(os.environ.get("AT_ONCE") or 100), help="AT_ONCE: so many cases at once")
    add("--port", type=int, default=int(os.environ.get("PORT") or 4571), help="PORT: of the cloud")
    return parser


if __name__ == "__main__":
    sys.exit(main())
