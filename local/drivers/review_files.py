"""The results of `make review`: files for programs and people, and the brief in a few lines."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from local.account.pipelines import Execution
from local.drivers.pipeline_run import PipelineRun
from local.drivers.steps import Sight
from local.state_folder import make_command
from local.visible import plain, visible

Span = tuple[datetime, datetime]
_REASONS = 3
_LEVELS = ("critical", "high", "medium", "low")


def write_files(out: Path, run: PipelineRun, execution: Execution, sight: Sight, *, push: Span) -> None:
    """review.json, record.json, timeline.json, and the mail as email.html, email.txt and email.eml."""
    out.mkdir(parents=True, exist_ok=True)
    review = run.records.review(sight.record)
    _write_json(out / "review.json", review)
    _write_json(out / "record.json", sight.record.to_data())
    _write_json(out / "timeline.json", timeline_of(run, execution, push=push))
    mail = run.mail(sight)
    if mail is not None:
        (out / "email.eml").write_bytes(mail.source)
        (out / "email.html").write_text(mail.html or "", encoding="utf-8")
        (out / "email.txt").write_text(mail.text or "", encoding="utf-8")


def timeline_of(run: PipelineRun, execution: Execution, *, push: Span) -> dict[str, Any]:
    """Each step with its start and end, in milliseconds since the epoch, in the order in which they started."""
    start_ms, end_ms = (round(moment.timestamp() * 1000) for moment in push)
    pushed = {"kind": "driver", "step": "push", "start_ms": start_ms, "end_ms": end_ms, "status": "Succeeded"}
    steps = [pushed, *({**step} for step in run.follower.timeline(execution))]
    for step in steps:
        step.pop("execution_id", None)
        step["duration_ms"] = step["end_ms"] - step["start_ms"]
    return {"execution_id": execution.id, "pipeline_name": execution.pipeline_name, "steps": steps}


def print_brief(console: Console, run: PipelineRun, execution: Execution, sight: Sight, *, out: Path) -> None:
    review = run.records.review(sight.record) or {}
    lines = [("", ""), *_essence(review), *_decision(run, sight)]
    lines += [("Open", run.page(execution)), ("Files", f"{out}/")]
    lines += [("Stop", f"{make_command('stop', Path(run.deployed.cloud.state_dir))} ends the cloud")]
    for name, text in lines:
        console.print(Text(f"  {name:<10} {text}" if name else text), soft_wrap=True)


def _essence(review: Mapping[str, Any]) -> list[tuple[str, str]]:
    if not review:
        return []
    coverage, risk = review["coverage"], review["risk"]
    read = f"{coverage['files_read']} of {coverage['files_total']} files"
    lines = f"{coverage['changed_lines_read']:,} of {coverage['changed_lines_total']:,} changed lines"
    said = [("Headline", plain(review["summary"]["headline"])), ("Risk", risk["level"])]
    said += [("", f"             {reason}") for reason in gravest(risk["reasons"])]
    said.append(("Read", f"{read}, {lines}"))
    return said + ([("Note", visible(review["unavailable_reason"]))] if review.get("unavailable_reason") else [])


def gravest(reasons: Sequence[Mapping[str, Any]]) -> list[str]:
    """One of each rule, as in the mail."""
    by_rule: dict[str, list[str]] = {}
    for reason in sorted(reasons, key=lambda reason: _LEVELS.index(reason["level"])):
        by_rule.setdefault(reason["rule"], []).append(plain(reason["text"]))
    return [_with_number(*texts) for texts in islice(by_rule.values(), _REASONS)]


def _with_number(text: str, *others: str) -> str:
    if others and set(others) == {text}:
        return f"{text.removesuffix('.')} ({len(others) + 1:,} places)."
    return f"{text} And {len(others):,} more like it." if others else text


def _decision(run: PipelineRun, sight: Sight) -> list[tuple[str, str]]:
    main = sight.record.main
    if "decision" not in main:
        return [("Decide", run.dialog(sight))]
    return [("Decision", f"{main['decision']} by {visible(main.get('decided_by', ''))}"), ("Status", main["status"])]


def _write_json(path: Path, data: object) -> None:
    text = json.dumps(data, indent=2, ensure_ascii=False)
    path.write_bytes(text.encode("utf-8", "replace") + b"\n")
