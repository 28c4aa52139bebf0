"""`make demo`: deploys, pushes the sample's two releases, and shows how each comes to its decision."""

import tempfile
from dataclasses import replace
from pathlib import Path

from local.account.approver import Verdict
from local.account.pipelines import Execution
from local.drivers.cloud import deployed_cloud
from local.drivers.errors import DriverError
from local.drivers.options import Decision, DemoOptions
from local.drivers.pipeline_run import PipelineRun
from local.drivers.progress import Progress
from local.drivers.releases import Release, clone, push, read_releases
from local.drivers.results import print_addresses, print_record
from local.drivers.steps import Sight

PIPELINE = "sorting"
_NOBODY = "Approved by make demo: nobody was at a terminal, and DECISION was not given."
_VERDICTS = {Decision.APPROVE: Verdict.APPROVED, Decision.REJECT: Verdict.REJECTED}
_WANTED = {Verdict.APPROVED: ("DEPLOYED",), Verdict.REJECTED: ("REJECTED",)}


def demo(options: DemoOptions, progress: Progress) -> None:
    """
    From push to recorded decision, twice: the first release is approved here, the second by a person.

    Raises:
        DriverError, lifecycle.CloudError: with what to do about it.
    """
    progress.title("Deployment Review on this machine")
    with deployed_cloud(options.cloud, progress) as deployed, tempfile.TemporaryDirectory() as folder:
        run = PipelineRun.of(deployed, PIPELINE, progress)
        run.stop_waiting()
        first, second = read_releases()
        clone(run.clone_url, Path(folder) / "sample")
        _first_release(run, first, Path(folder) / "sample")
        execution, sight = _push(run, (first, second), Path(folder) / "sample")
        sight = _second_decision(run, execution, sight, options)
        print_record(progress.console, sight)
        print_addresses(progress.console, run, execution, sight)


def _first_release(run: PipelineRun, release: Release, folder: Path) -> None:
    execution, sight = _push(run, (release,), folder)
    comment = f"Release {release.version}, approved by make demo so that 1.1 has something to be compared with."
    run.decide(sight, Verdict.APPROVED, comment)
    _check(run.follower.until_over(execution), _WANTED[Verdict.APPROVED])


def _push(run: PipelineRun, releases: tuple[Release, ...], folder: Path) -> tuple[Execution, Sight]:
    release = releases[-1]
    run.progress.title(f"Release {release.version} of the sample: {release.subject}")

    def push_release() -> None:
        with run.progress.step("Push") as details:
            details.append(f"commit {push(releases, folder)[:8]}")

    execution = run.execution_after(push_release)
    return execution, run.follower.until_mailed(execution)


def _second_decision(run: PipelineRun, execution: Execution, sight: Sight, options: DemoOptions) -> Sight:
    verdict = _VERDICTS.get(options.decision) if options.decision else None
    if verdict is None and options.decision is None and not run.progress.is_interactive:
        verdict, options = Verdict.APPROVED, replace(options, comment=options.comment or _NOBODY)
    if verdict is not None:
        run.decide(sight, verdict, options.comment)
        sight = run.follower.until_over(execution)
        _check(sight, _WANTED[verdict])
        return sight
    _ask(run, sight)
    return sight if options.decision is Decision.NONE else _until_a_person_has_decided(run, execution, sight)


def _until_a_person_has_decided(run: PipelineRun, execution: Execution, sight: Sight) -> Sight:
    try:
        run.follower.until_decided(execution)
    except KeyboardInterrupt:
        run.progress.rest()
        run.progress.note("The approval stays open.")
        return sight
    sight = run.follower.until_over(execution)
    _check(sight, ("DEPLOYED", "REJECTED", "EXPIRED"))
    return sight


def _ask(run: PipelineRun, sight: Sight) -> None:
    mail = run.mail(sight)
    run.progress.rest()
    if mail is not None:
        run.progress.note(f"Read the brief:  {run.deployed.cloud.endpoint}/mailbox/{mail.id}", style="bold")
    run.progress.note(f"Then decide:     {run.dialog(sight)}", style="bold")


def _check(sight: Sight, wanted: tuple[str, ...]) -> None:
    """A decision has to come out as decided; with a rejection, nothing may have been deployed."""
    status, deployment = sight.record.status, sight.run("Deploy")
    if status not in wanted:
        last = deployment or sight.run("Check")
        summary = last.summary if last else ""
        raise DriverError(f"The execution ended as {status}, not as {' or '.join(wanted)}. {summary}".strip())
    if status == "REJECTED" and deployment is not None:
        raise DriverError("The release was rejected, yet the deploy action ran.")
