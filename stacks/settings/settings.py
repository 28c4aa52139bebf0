"""All settings: what concerns the one review stack, and the pipelines."""

from dataclasses import dataclass, field

from stacks.settings import checks
from stacks.settings.about import about
from stacks.settings.pipeline import PipelineSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    pipelines: tuple[PipelineSettings, ...] = field(metadata=about("The pipelines under review; see below."))
    sender_email: str = field(
        metadata=about("Who the mail is from; `approver_email` when absent.", checks.email_address)
    )
    create_sender_identity: bool = field(
        default=True, metadata=about("`false`: Amazon SES already has an identity for the address or its domain.")
    )
    operator_email: str | None = field(
        default=None, metadata=about("Who is told when an alarm of this product goes off.", checks.email_address)
    )
    console_url: str | None = field(
        default=None,
        metadata=about("Where links lead; the AWS console of the partition when absent.", checks.console_url),
    )
    retain: bool = field(
        default=True, metadata=about("`false`: destroying the stacks destroys the records. Only for trying out.")
    )
    customer_managed_key: bool = field(
        default=False,
        metadata=about("`true`: records, artifacts and SNS topics are encrypted with a KMS key of this account's own."),
    )
    record_retention_days: int = field(
        default=0,
        metadata=about(
            "How long a record and its documents are kept, unless on legal hold; 0: for ever.", checks.record_retention
        ),
    )
    log_retention_days: int = field(default=90, metadata=about("How long logs are kept.", checks.log_retention))
    log_level: str = field(default="INFO", metadata=about("Log level of the functions.", checks.log_level))
    analysis_concurrency: int | None = field(
        default=None,
        metadata=about(
            "Reserved concurrency of the analysis; a new account has none to reserve.", checks.positive_number
        ),
    )
