"""What this run is about, from the environment that CodePipeline and CodeBuild give it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_COMMIT_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class JobError(Exception):
    """The environment is not that of the ExtractChange action; one sentence for the build log."""


@dataclass(frozen=True, slots=True)
class Job:
    execution_id: str
    pipeline_name: str
    repository_name: str  # may be empty
    region: str
    account_id: str  # may be empty
    build_number: int
    table: str
    bucket: str
    source: Path
    commit_id: str  # the candidate, as CodePipeline resolved it; empty: what is checked out
    is_archive: bool  # from S3: CodePipeline knows the object's version, the archive its commit
    configured_baseline: str  # may be empty
    retention_days: int  # 0: the record is kept for ever


def read_job(environment: Mapping[str, str]) -> Job:
    """
    The job of this environment.

    Raises:
        JobError: a variable is missing.
    """
    needed = ("EXECUTION_ID", "PIPELINE_NAME", "REVIEWS_TABLE", "REVIEWS_BUCKET", "AWS_REGION")
    missing = [name for name in needed if not environment.get(name)]
    if missing:
        raise JobError(f"The ExtractChange action must set {', '.join(missing)}.")
    settings = _settings(environment.get("PIPELINE_SETTINGS", ""))
    version = environment.get("CODEBUILD_RESOLVED_SOURCE_VERSION", "")
    is_commit = bool(_COMMIT_ID.fullmatch(version))
    return Job(
        execution_id=environment["EXECUTION_ID"],
        pipeline_name=environment["PIPELINE_NAME"],
        repository_name=environment.get("REPOSITORY_NAME", settings.get("repository_name", "")),
        region=environment["AWS_REGION"],
        account_id=_account(environment.get("CODEBUILD_BUILD_ARN", "")),
        build_number=_number(environment.get("CODEBUILD_BUILD_NUMBER", "")),
        table=environment["REVIEWS_TABLE"],
        bucket=environment["REVIEWS_BUCKET"],
        source=Path(environment.get("CODEBUILD_SRC_DIR") or "."),
        commit_id=version if is_commit else "",
        is_archive=bool(version) and not is_commit,
        configured_baseline=environment.get("BASELINE_COMMIT", settings.get("baseline_commit", "")),
        retention_days=_number(environment.get("RECORD_RETENTION_DAYS", settings.get("record_retention_days", ""))),
    )


def _settings(text: str) -> dict[str, str]:
    """Of a pipeline that its team owns: the SSM parameter that `pipeline_parameter.py` writes, given by CodeBuild."""
    try:
        settings = json.loads(text or "{}")
        return {name: value for name, value in settings.items() if isinstance(value, str)}
    except (json.JSONDecodeError, AttributeError) as error:
        raise JobError("PIPELINE_SETTINGS is not the value of the pipeline's SSM parameter.") from error


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _account(build_arn: str) -> str:
    """Of "arn:aws:codebuild:REGION:ACCOUNT:build/…"; CodeBuild has no variable for the account alone."""
    parts = build_arn.split(":")
    return parts[4] if len(parts) > 4 else ""
