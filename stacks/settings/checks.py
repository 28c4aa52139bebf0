"""The checks of single values. Each raises WrongValueError with what is wrong and what to write instead."""

import math
import re
from urllib.parse import urlsplit

from stacks.settings.errors import WrongValueError

_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}"
)
_PIPELINE_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")
_REPOSITORY_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")
_CONNECTION_ARN = re.compile(
    r"arn:aws[a-z-]*:(codeconnections|codestar-connections):[a-z0-9-]+:\d{12}:connection/[0-9a-f-]+"
)
_COMMIT_ID = re.compile(r"[0-9a-f]{40}")
_MINUTES = range(5, 86_400 + 1)
_RETENTION_DAYS = (
    1,
    3,
    5,
    7,
    14,
    30,
    60,
    90,
    120,
    150,
    180,
    365,
    400,
    545,
    731,
    1096,
    1827,
    2192,
    2557,
    2922,
    3288,
    3653,
)


def email_address(value: str) -> None:
    if len(value) > 254 or not _EMAIL.fullmatch(value):
        raise WrongValueError("is not an e-mail address; write it like approver@example.com")


def mail_domain(value: str) -> None:
    """Exact: a domain below it is another domain."""
    if len(value) > 253 or not re.fullmatch(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", value):
        raise WrongValueError('is not a domain of mail addresses in small letters; write it like "example.com"')


def pipeline_name(value: str) -> None:
    """CodePipeline's rule, less the `@` that the name of an SSM parameter cannot have."""
    if not _PIPELINE_NAME.fullmatch(value):
        raise WrongValueError(
            "is no name for a pipeline; use 1 to 100 letters, digits, periods, hyphens and underscores"
        )


def repository_name(value: str) -> None:
    if not _REPOSITORY_NAME.fullmatch(value) or value.endswith(".git"):
        raise WrongValueError(
            "is no name for a CodeCommit repository; use 1 to 100 letters, digits, periods, hyphens and underscores, "
            "not ending in .git"
        )


def owner_and_repository(value: str) -> None:
    if not all(part.strip() for part in value.split("/")) or value.count("/") < 1:
        raise WrongValueError('must name owner and repository, such as "example/shop"')


def connection_arn(value: str) -> None:
    if not _CONNECTION_ARN.fullmatch(value):
        raise WrongValueError(
            "is not the ARN of a connection; copy it from Developer Tools, Settings, Connections in the AWS console"
        )


def branch(value: str) -> None:
    if not value or value.startswith(("-", "refs/")) or re.search(r"[\s~^:?*\[\\]|\.\.", value):
        raise WrongValueError('is no name of a branch; write it like "main"')


def pattern(value: str) -> None:
    if not 1 <= len(value) <= 255 or not value.isprintable() or " " in value:
        raise WrongValueError('is no pattern of CodePipeline; write it like "release/*" or "src/**"')


def object_key(value: str) -> None:
    if not value.endswith(".zip") or value.startswith("/") or not value.isprintable() or len(value.encode()) > 1024:
        raise WrongValueError('is not the key of a zip; write it like "shop.zip"')


def bucket_name(value: str) -> None:
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", value):
        raise WrongValueError("is not the name of a bucket; write the name alone, without s3://")


def action_name(value: str) -> None:
    if not re.fullmatch(r"[A-Za-z0-9.@_-]{1,100}", value):
        raise WrongValueError("is no name for an action; use 1 to 100 letters, digits and . @ _ -")


def slack_id(value: str) -> None:
    if not re.fullmatch(r"[TCG][A-Z0-9]{6,20}", value):
        raise WrongValueError('is no id of Slack; copy it from the link to the channel, like "C01ABCDEFGH"')


def teams_id(value: str) -> None:
    if not re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value):
        raise WrongValueError("is no id of Microsoft Teams; copy the groupId or tenantId from the link to the channel")


def teams_channel_id(value: str) -> None:
    """As in the link: CloudFormation refuses it unescaped."""
    if len(value) > 256 or not re.fullmatch(r"19%3[Aa][A-Za-z0-9_=+/.,-]+%40[A-Za-z0-9_=+/.,-]+", value):
        raise WrongValueError('is no channel of Microsoft Teams; copy it from the link, like "19%3A…%40thread.tacv2"')


def commit_id(value: str) -> None:
    if value and not _COMMIT_ID.fullmatch(value):
        raise WrongValueError("is not a full commit id; write the 40 hexadecimal digits of `git rev-parse COMMIT`")


def approval_timeout(value: int) -> None:
    if value not in _MINUTES:
        raise WrongValueError("is out of range; CodePipeline lets an approval wait 5 to 86400 minutes")


def number_of_approvals(value: int) -> None:
    if value not in (1, 2):
        raise WrongValueError("is no number of approvals; use 1 or 2")


def self_approval(value: str) -> None:
    if value not in ("flag", "refuse"):
        raise WrongValueError('must be "flag" or "refuse"')


def deployment_check(value: str) -> None:
    if value not in ("enforce", "report"):
        raise WrongValueError('must be "enforce" or "report"')


def positive_amount(value: float) -> None:
    if not 0 < value < math.inf:
        raise WrongValueError("must be an amount of more than 0")


def positive_number(value: int) -> None:
    if value < 1:
        raise WrongValueError("must be 1 or more")


def not_negative(value: int) -> None:
    if value < 0:
        raise WrongValueError("must be 0 or more")


def record_retention(value: int) -> None:
    if value != 0 and not 30 <= value <= 36_500:
        raise WrongValueError("must be 0 (for ever), or 30 to 36500 days")


def log_retention(value: int) -> None:
    if value not in _RETENTION_DAYS:
        days = ", ".join(str(days) for days in _RETENTION_DAYS)
        raise WrongValueError(f"is not a period that CloudWatch Logs knows; use one of {days}")


def console_url(value: str) -> None:
    parts = urlsplit(value)
    is_local = parts.hostname in ("127.0.0.1", "localhost")
    if not parts.hostname or (parts.scheme != "https" and not (is_local and parts.scheme == "http")):
        raise WrongValueError('is not the address of a console; write it like "https://console.aws.amazon.com"')
    if parts.query or parts.fragment or value.endswith("/"):
        raise WrongValueError("must end with the host or a path, without a slash, query or fragment at its end")


def policy_arn(value: str) -> None:
    if not re.fullmatch(r"arn:aws[a-z-]*:iam::(aws|\d{12}):policy/.+", value):
        raise WrongValueError(
            'is not the ARN of a managed policy; write it like "arn:aws:iam::111122223333:policy/Deploy"'
        )


def role_arn(value: str) -> None:
    if not re.fullmatch(r"arn:aws[a-z-]*:iam::\d{12}:role/.+", value):
        raise WrongValueError('is not the ARN of a role; write it like "arn:aws:iam::111122223333:role/Deploy"')


def plain_text(value: str) -> None:
    if not value.strip() or len(value) > 60 or not value.isprintable():
        raise WrongValueError("must be 1 to 60 printable characters")


def sentence(value: str) -> None:
    if not value.strip() or len(value) > 300 or not value.isprintable():
        raise WrongValueError("must be a sentence of 1 to 300 printable characters")


def command(value: str) -> None:
    if not value.strip():
        raise WrongValueError("is an empty command; remove it, or write [] for no command at all")


def guardrail_id(value: str) -> None:
    if not re.fullmatch(r"[a-z0-9]+", value):
        raise WrongValueError("is not the id of a guardrail; copy it from the Bedrock console")


def guardrail_version(value: str) -> None:
    if value != "DRAFT" and not re.fullmatch(r"[1-9]\d{0,7}", value):
        raise WrongValueError('is not the version of a guardrail; write a number in quotes, or "DRAFT"')


def log_level(value: str) -> None:
    if value not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise WrongValueError("is not a log level; use DEBUG, INFO, WARNING or ERROR")


def candidates(value: int) -> None:
    if not 1 <= value <= 5:
        raise WrongValueError("is not between 1 and 5")


def harmless_class(value: str) -> None:
    if value not in ("documentation", "test"):
        raise WrongValueError('is no class that the rules can show to be harmless; use "documentation" or "test"')


def risk_level(value: str) -> None:
    if value not in ("medium", "high", "critical"):
        raise WrongValueError("is not a level of risk to begin at; use medium, high or critical")
