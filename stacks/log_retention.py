"""Logs are kept for as many days as the settings say; CDK's own enumeration has names for them only."""

from typing import cast

from aws_cdk import aws_logs as logs


def keep_days(log_group: logs.LogGroup, days: int) -> None:
    cast("logs.CfnLogGroup", log_group.node.default_child).retention_in_days = days
