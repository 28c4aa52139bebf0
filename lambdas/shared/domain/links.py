"""The links of the mails: to the dialog of exactly this approval, or to the pipeline, in the CodePipeline console."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote


def approval_url(console_url: str, *, region: str, approval: Mapping[str, Any]) -> str:
    """
    The review dialog, as the console itself links to it. It exists only once the approval action has started.

    Args:
        console_url: scheme and host, of the partition's console or of whatever stands before it.
        region: of the pipeline.
        approval: an approval item of the record.
    """
    place = "/".join(_quoted(approval[name]) for name in ("stage_name", "action_name"))
    pipeline = pipeline_url(console_url, region=region, pipeline_name=approval["pipeline_name"])
    return f"{pipeline}#/{place}/approve/{_quoted(approval['token'])}"


def pipeline_url(console_url: str, *, region: str, pipeline_name: str) -> str:
    """The page of the pipeline, on which a failed stage can be retried."""
    path = f"/codesuite/codepipeline/pipelines/{_quoted(pipeline_name)}/view?region={_quoted(region)}"
    return console_url.rstrip("/") + path


def _quoted(part: str) -> str:
    return quote(part, safe="")
