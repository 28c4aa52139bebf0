"""The steps of one execution as a person follows them: told from the actions' runs, the record and the timeline."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from local.account.pipelines import ActionRun, Pipeline
from local.account.records import Record
from local.visible import plain, visible

OVER = frozenset({"REJECTED", "EXPIRED", "SUPERSEDED", "STOPPED", "DEPLOYED", "DEPLOY_FAILED", "ROLLED_BACK", "FAILED"})

REVIEW = "Write the review"


class State(StrEnum):
    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    state: State
    detail: str = ""
    seconds: float | None = None  # None: not measured


@dataclass(frozen=True, slots=True)
class Sight:
    """An execution at one moment."""

    pipeline: Pipeline
    runs: tuple[ActionRun, ...]
    record: Record
    timeline: tuple[Mapping[str, Any], ...]  # as the cloud measured: step, start_ms, end_ms, status
    status: str = "InProgress"  # of the execution

    @property
    def approval(self) -> ActionRun | None:
        """The latest run of the manual approval."""
        return self.run(next(action.name for action in self.pipeline.actions if action.category == "Approval"))

    @property
    def approval_item(self) -> Mapping[str, Any]:
        return self.record.approvals[-1] if self.record.approvals else {}

    @property
    def is_mailed(self) -> bool:
        return self.approval_item.get("mail_status") == "SENT"

    @property
    def is_over(self) -> bool:
        """The pipeline has ended, and the record knows how."""
        return self.status not in ("InProgress", "Stopping") and self.record.status in OVER

    def run(self, action_name: str) -> ActionRun | None:
        return next((run for run in reversed(self.runs) if run.name == action_name), None)


_ACTIONS = {
    "Source": "Take the commit",
    "Build": "Build, scan and test",
    "ExtractChange": "Extract the change",
    "Check": "Check what was approved",
    "Deploy": "Deploy",
}


def steps_of(sight: Sight) -> tuple[Step, ...]:
    """In the order of the workflow; actions that the pipeline does not have are left out."""
    return tuple(_steps(sight))


def _steps(sight: Sight) -> Iterator[Step]:
    for action in sight.pipeline.actions:
        if action.category != "Approval":
            yield _action(sight, action.name)
            continue
        yield _review(sight)
        yield _mail(sight)
        yield _decision(sight)
        yield _recorded(sight)
    yield _outcome(sight)


def _action(sight: Sight, action_name: str) -> Step:
    name, run = _ACTIONS.get(action_name, action_name), sight.run(action_name)
    if run is None:
        return Step(name, State.PENDING)
    if not run.is_over:
        return Step(name, State.RUNNING)
    seconds = (run.updated_at - run.started_at).total_seconds()
    if run.status != "Succeeded":
        return Step(name, State.FAILED, visible(run.summary), seconds)
    return Step(name, State.DONE, _detail(sight, action_name), seconds)


def _detail(sight: Sight, action_name: str) -> str:
    main = sight.record.main
    if action_name == "Source":
        return f"commit {main['commit_id'][:8]}" if "commit_id" in main else ""
    if action_name == "ExtractChange" and "files_total" in main:
        counts = (("commits_total", "commit"), ("files_total", "file"), ("changed_lines_total", "changed line"))
        return ", ".join(_count(int(main[key]), noun) for key, noun in counts)
    return ""


def _review(sight: Sight) -> Step:
    name, main, extraction = REVIEW, sight.record.main, sight.run("ExtractChange")
    if "reviewed_at" in main and extraction and extraction.is_over:  # it starts while extraction tidies up
        said = f"risk {visible(main.get('risk_level', 'unknown'))}: {plain(main.get('headline', ''))}"
        return Step(name, State.DONE, said, _seconds(sight, "analyze_change"))
    return Step(name, State.RUNNING if "diff_sha256" in main else State.PENDING)


def _mail(sight: Sight) -> Step:
    name, run = "Mail the brief", sight.approval
    if sight.is_mailed:
        to = visible(sight.approval_item.get("mail_to", ""))
        return Step(name, State.DONE, f"to {to}", _seconds(sight, "request_approval"))
    if sight.approval_item.get("mail_status") == "REFUSED":
        return Step(name, State.FAILED, visible(sight.approval_item.get("mail_refusal", "")))
    return Step(name, State.RUNNING if run and not run.is_over else State.PENDING)


def _decision(sight: Sight) -> Step:
    name, run = "Decide", sight.approval
    if run is None:
        return Step(name, State.PENDING)
    if not run.is_over:
        return Step(name, State.RUNNING if sight.is_mailed else State.PENDING)
    verdicts = {"Succeeded": "approved", "Failed": "rejected" if run.updated_by else "expired"}
    by = f" by {visible(run.updated_by.partition(':assumed-role/')[2] or run.updated_by)}" if run.updated_by else ""
    return Step(
        name,
        State.DONE,
        verdicts.get(run.status, run.status.lower()) + by,
        (run.updated_at - run.started_at).total_seconds(),
    )


def _recorded(sight: Sight) -> Step:
    name, run, item = "Record the decision", sight.approval, sight.approval_item
    if run is None or not run.is_over:
        return Step(name, State.PENDING)
    if item.get("status", "WAITING") == "WAITING":
        return Step(name, State.RUNNING)
    return Step(name, State.DONE, str(item["status"]), _seconds(sight, "record_approval"))


def _outcome(sight: Sight) -> Step:
    if sight.is_over:
        return Step("Record the outcome", State.DONE, sight.record.status, _seconds(sight, "record_outcome"))
    return Step("Record the outcome", State.PENDING)


def _seconds(sight: Sight, step: str) -> float | None:
    """How long the step's latest successful invocation took."""
    mine = [each for each in sight.timeline if each["step"] == step and each["status"] == "Succeeded"]
    return (mine[-1]["end_ms"] - mine[-1]["start_ms"]) / 1000 if mine else None


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def failures(sight: Sight) -> Sequence[Step]:
    return [step for step in steps_of(sight) if step.state is State.FAILED]
