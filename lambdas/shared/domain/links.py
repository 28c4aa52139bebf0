"""The links into the CodePipeline console: to the dialog of exactly this approval, or to the pipeline."""

from urllib.parse import quote

from lambdas.shared.domain.record import Attributes, Record


def approval_url(console_url: str, record: Record, approval: Attributes) -> str:
    """
    The review dialog, as the console itself links to it. It exists only once the approval action has started.

    Args:
        console_url: scheme and host, of the partition's console or of whatever stands before it.
        record: of the execution.
        approval: one of the record's.
    """
    place = "/".join(_quoted(approval[name]) for name in ("stage_name", "action_name"))
    return f"{pipeline_url(console_url, record)}#/{place}/approve/{_quoted(approval['token'])}"


def pipeline_url(console_url: str, record: Record) -> str:
    """The page of the pipeline, on which a failed stage can be retried."""
    name, region = _quoted(record.pipeline_name), _quoted(str(record.main["region"]))
    return f"{console_url.rstrip('/')}/codesuite/codepipeline/pipelines/{name}/view?region={region}"


def _quoted(part: str) -> str:
    return quote(part, safe="")
