"""What preflight asks of AWS."""

from typing import Any

import boto3
from botocore.exceptions import ClientError

from ops.preflight.mail import MailAccount
from ops.preflight.quotas import BUILDS

_BOOTSTRAP_VERSION = "/cdk-bootstrap/hnb659fds/version"


def bootstrap_version() -> str | None:
    """None where `cdk bootstrap` was never run for this account and region."""
    client: Any = boto3.client("ssm")
    try:
        return str(client.get_parameter(Name=_BOOTSTRAP_VERSION)["Parameter"]["Value"])
    except ClientError as error:
        if error.response["Error"]["Code"] == "ParameterNotFound":
            return None
        raise


class Ses:
    def __init__(self) -> None:
        self._client: Any = boto3.client("sesv2")

    def account(self) -> MailAccount:
        found = self._client.get_account()
        quota = found.get("SendQuota", {})
        return MailAccount(
            is_in_sandbox=not found.get("ProductionAccessEnabled", False),
            may_send=found.get("SendingEnabled", False),
            sent=quota.get("SentLast24Hours", 0.0),
            most=quota.get("Max24HourSend", -1.0),
        )

    def is_verified(self, identity: str) -> bool:
        """Of an address or a domain; False where there is no such identity."""
        try:
            return bool(self._client.get_email_identity(EmailIdentity=identity)["VerifiedForSendingStatus"])
        except ClientError as error:
            if error.response["Error"]["Code"] == "NotFoundException":
                return False
            raise


class AccountLimits:
    def concurrent_executions(self) -> int:
        client: Any = boto3.client("lambda")
        return int(client.get_account_settings()["AccountLimit"]["ConcurrentExecutions"])

    def concurrent_builds(self) -> int | None:
        """None where the quota has another name here."""
        client: Any = boto3.client("service-quotas")
        pages = client.get_paginator("list_service_quotas").paginate(ServiceCode="codebuild")
        quotas = {quota["QuotaName"]: quota["Value"] for page in pages for quota in page["Quotas"]}
        return int(quotas[BUILDS]) if BUILDS in quotas else None
