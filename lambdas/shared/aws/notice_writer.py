"""The notices: of an execution whose change could not be read, and of a check that found something."""

from lambdas.shared.aws.pipeline_api import PipelineApi, UnknownExecutionError
from lambdas.shared.brief.check_notice import CheckNotice
from lambdas.shared.brief.notice import Notice
from lambdas.shared.domain.addresses import addresses_of
from lambdas.shared.domain.attempts import MailKind
from lambdas.shared.domain.check_mails import sentences
from lambdas.shared.domain.deployment_check import CheckResult
from lambdas.shared.domain.links import pipeline_url
from lambdas.shared.domain.record import Record
from lambdas.shared.domain.redaction import redact_text
from lambdas.shared.domain.settings import PipelineSettings


def write_notice(
    record: Record, kind: MailKind, pipelines: PipelineApi, *, settings: PipelineSettings, console_url: str
) -> Notice:
    """`record` has an extraction error."""
    main = record.main
    return Notice(
        pipeline_name=record.pipeline_name,
        repository_name=settings.repository_name,
        region=main["region"],
        execution_id=record.execution_id,
        commit_id=_commit_id(record, pipelines),
        reason=redact_text(str(main["extraction_error"]))[0],
        pipeline_url=pipeline_url(console_url, record),
        is_repetition=kind is MailKind.REPEATED_NOTICE,
        is_escalated=addresses_of(record, settings).is_escalated,
    )


def write_check_notice(record: Record, kind: MailKind, *, settings: PipelineSettings, console_url: str) -> CheckNotice:
    """`record` has a deployment check that found something."""
    main = record.main
    return CheckNotice(
        pipeline_name=record.pipeline_name,
        repository_name=settings.repository_name,
        region=main["region"],
        execution_id=record.execution_id,
        commit_id=main["deployment_check"].get("commit_id"),
        found=sentences(record),
        is_refused=main["check_result"] == CheckResult.REFUSED,
        pipeline_url=pipeline_url(console_url, record),
        is_repetition=kind is MailKind.REPEATED_CHECK,
    )


def _commit_id(record: Record, pipelines: PipelineApi) -> str | None:
    """Extraction that fails may not have come so far as to know it."""
    try:
        commit_id = pipelines.execution(record.pipeline_name, record.execution_id).commit_id
    except UnknownExecutionError:
        commit_id = None
    return commit_id or record.main.get("commit_id")
