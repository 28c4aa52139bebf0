"""`make review`: the same workflow for a repository of the user's own, and its results as files."""

from datetime import UTC, datetime
from pathlib import Path

from local.account.approver import Verdict
from local.drivers.candidate import Candidate, find_candidate, push
from local.drivers.cloud import deployed_cloud
from local.drivers.options import Decision, ReviewOptions
from local.drivers.pipeline_run import PipelineRun
from local.drivers.progress import Progress
from local.drivers.review_files import print_brief, write_files
from local.visible import visible

_VERDICTS = {Decision.APPROVE: Verdict.APPROVED, Decision.REJECT: Verdict.REJECTED}


def review(options: ReviewOptions, progress: Progress) -> None:
    """
    A brief about what lies between BASE and HEAD; the repository is only read.

    Raises:
        DriverError, lifecycle.CloudError: with what to do about it.
    """
    repository = options.repository.expanduser().absolute()
    candidate = find_candidate(repository, head=options.head, base=options.base)
    out = options.out or Path("out") / _name(repository)
    progress.title(f"Deployment Review of {visible(repository.name)}")
    with deployed_cloud(options.cloud, progress) as deployed:
        run = PipelineRun.of(deployed, "review-with-build" if options.build else "review", progress)
        run.stop_waiting()
        _declare(run, candidate)
        started = datetime.now(UTC)
        execution = run.execution_after(lambda: _push(run, candidate))
        pushed = datetime.now(UTC)
        sight = run.follower.until_mailed(execution)
        if options.decision in _VERDICTS:
            run.decide(sight, _VERDICTS[options.decision], options.comment)
            sight = run.follower.until_over(execution)
        write_files(out, run, execution, sight, push=(started, pushed))
        print_brief(progress.console, run, execution, sight, out=out)


def _declare(run: PipelineRun, candidate: Candidate) -> None:
    """BASE is what stands for production; without one, nothing does."""
    if candidate.base is None:
        run.records.declare_nothing_deployed(run.pipeline.name)
        return
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    run.records.declare_deployed(
        pipeline_name=run.pipeline.name, commit_id=candidate.base, at=now, declared_by="make review"
    )


def _push(run: PipelineRun, candidate: Candidate) -> None:
    with run.progress.step("Push") as details:
        details.append(f"commit {candidate.head[:8]}")
        has_started = push(candidate, run.clone_url)
    if not has_started:  # the same commit as last time
        run.pipelines.start(run.pipeline.name)


def _name(repository: Path) -> str:
    name = repository.resolve().name.removesuffix(".git")
    return name or repository.resolve().parent.name or "repository"
