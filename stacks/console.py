"""Where links into the AWS console lead: the host differs by partition."""

from aws_cdk import Aws, CfnMapping
from constructs import Construct

_HOSTS = {
    "aws": {"Url": "https://console.aws.amazon.com"},
    "aws-cn": {"Url": "https://console.amazonaws.cn"},
    "aws-us-gov": {"Url": "https://console.amazonaws-us-gov.com"},
}


def console_of_partition(scope: Construct) -> str:
    """Known at deployment, when the partition is."""
    return CfnMapping(scope, "Consoles", mapping=_HOSTS).find_in_map(Aws.PARTITION, "Url")
