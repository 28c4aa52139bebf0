"""The link of a mail: it opens the dialog of exactly this approval in the CodePipeline console."""

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
    pipeline, token = _quoted(approval["pipeline_name"]), _quoted(approval["token"])
    path = f"/codesuite/codepipeline/pipelines/{pipeline}/view?region={_quoted(region)}#/{place}/approve/{token}"
    return console_url.rstrip("/") + path


def _quoted(part: str) -> str:
    return quote(part, safe="")
