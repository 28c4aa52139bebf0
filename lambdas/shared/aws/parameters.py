"""What the stacks keep in SSM, as it was at most a minute ago."""

from functools import cache

import boto3
from aws_lambda_powertools.utilities.parameters import SSMProvider

from lambdas.shared.aws.waiting import PATIENT

MAX_AGE = 60  # seconds


@cache
def parameters() -> SSMProvider:
    """With a client of the open session: Powertools would open another, which reads botocore's data once more."""
    return SSMProvider(boto3_client=boto3.client("ssm", config=PATIENT))
