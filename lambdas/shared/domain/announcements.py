"""
What is told to whoever subscribes to a pipeline's topic: an approval waits, was decided, how the execution ended.

Each is claimed on the record before it is published, so that it is told at most once. The message is the contract
`docs/announcement.schema.json`, version 1: it may grow, and nothing in it changes its meaning.
"""

from enum import StrEnum
from typing import Any

from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.links import approval_url, pipeline_url
from lambdas.shared.domain.record import Attributes, Record
from lambdas.shared.domain.settings import PipelineSettings
from lambdas.shared.domain.status import Status

VERSION = "1"


class Told(StrEnum):
    APPROVAL_WAITING = "approval_waiting"
    APPROVAL_DECIDED = "approval_decided"
    EXECUTION_ENDED = "execution_ended"
    EXECUTION_FAILED = "execution_failed"  # before any decision: the build, or reading the change


_ENDED = (Status.DEPLOYED, Status.DEPLOY_FAILED, Status.ROLLED_BACK, Status.STOPPED, Status.SUPERSEDED)
_DECISIONS = ("APPROVED", "REJECTED", "EXPIRED")


def due(record: Record) -> list[str]:
    """What is to be announced and was not, oldest first: `approval_waiting/a-1`, `execution_ended/DEPLOYED`."""
    approvals = sorted(record.approvals.items(), key=lambda each: str(each[1]["started_at"]))
    keys = [f"{Told.APPROVAL_WAITING}/{id_}" for id_, each in approvals if "asked_at" in each]
    keys += [f"{Told.APPROVAL_DECIDED}/{id_}" for id_, each in approvals if each["status"] in _DECISIONS]
    if record.status in _ENDED:
        keys.append(f"{Told.EXECUTION_ENDED}/{record.status}")
    if record.status is Status.FAILED:
        keys.append(f"{Told.EXECUTION_FAILED}/{record.status}")
    return [key for key in keys if key not in record.main.get("announced", {})]


def claim(record: Record, key: str, *, now: str) -> Amendment | None:
    """Take an announcement upon oneself; None where another was quicker."""
    if key not in due(record):
        return None
    told = key.partition("/")[0].replace("_", " ")
    return Amendment(f"{told} announced", {"announced": {**record.main.get("announced", {}), key: now}})


def message(record: Record, key: str, *, settings: PipelineSettings, console_url: str, now: str) -> dict[str, Any]:
    """The JSON of an announcement. Attributes that the record does not have are left out."""
    told, _, id_ = key.partition("/")
    main = record.main
    names = ("region", "account_id", "commit_id", "risk_level", "headline", "review_digest")
    return {
        "version": VERSION,
        "event": told,
        "at": now,
        "execution_id": record.execution_id,
        "pipeline_name": record.pipeline_name,
        "repository_name": settings.repository_name,
        "status": str(record.status),
        "pipeline_url": pipeline_url(console_url, record),
        **{name: str(main[name]) for name in names if name in main},
        **({"approval": _approval(record.approvals[id_], record, console_url)} if id_ in record.approvals else {}),
    }


def _approval(approval: Attributes, record: Record, console_url: str) -> dict[str, Any]:
    names = ("action_execution_id", "stage_name", "action_name", "status", "started_at", "expires_at")
    decided = ("decided_at", "decided_by", "comment")
    return {
        **{name: str(approval[name]) for name in names},
        **{name: str(approval[name]) for name in decided if approval.get(name)},
        **({"url": approval_url(console_url, record, approval)} if approval["status"] == "WAITING" else {}),
    }
