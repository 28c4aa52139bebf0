"""Where the review stack of this account and region keeps its things: its outputs say."""

from dataclasses import dataclass
from typing import Any

import boto3
from botocore.exceptions import ClientError

from ops.errors import OperatorError

STACK = "DeploymentReview"


@dataclass(frozen=True, slots=True)
class Installation:
    region: str
    table: str
    documents: str  # bucket of large changes, reviews, reports
    failed_events: str  # bucket of what functions gave up on
    sender: str  # whom the mail is from
    undelivered: str  # URL of the queue of what EventBridge could not deliver
    console_url: str  # where links lead, scheme and host
    record_retention_days: int = 0  # 0: records are kept for ever


def find_installation() -> Installation:
    """
    The installation of the account and region that the credentials name.

    Raises:
        OperatorError: there is none, or an older one without what is asked for.
    """
    client: Any = boto3.client("cloudformation")
    region = client.meta.region_name
    try:
        stack = client.describe_stacks(StackName=STACK)["Stacks"][0]
    except ClientError as error:
        if error.response["Error"]["Code"] == "ValidationError":
            raise OperatorError(
                f"Deployment Review is not deployed in {region}: there is no stack {STACK}; "
                f"choose another --region or --profile, or run `make deploy`."
            ) from error
        raise
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
    try:
        return Installation(
            region=region,
            table=outputs["ReviewsTable"],
            documents=outputs["DocumentsBucket"],
            failed_events=outputs["FailedEventsBucket"],
            sender=outputs["SenderEmail"],
            undelivered=outputs["UndeliveredEventsQueue"],
            console_url=outputs["ConsoleUrl"],
            record_retention_days=int(outputs["RecordRetentionDays"]),
        )
    except KeyError as error:
        raise OperatorError(f"The stack {STACK} in {region} has no output {error}: run `make deploy` first.") from error
