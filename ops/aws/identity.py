"""Who the credentials at hand are."""

from dataclasses import dataclass
from typing import Any

import boto3


@dataclass(frozen=True, slots=True)
class Identity:
    account_id: str
    region: str
    arn: str


def caller() -> Identity:
    client: Any = boto3.client("sts")
    found = client.get_caller_identity()
    return Identity(found["Account"], client.meta.region_name, found["Arn"])
