"""What all functions of the review stack share."""

from dataclasses import dataclass

from aws_cdk import aws_lambda as lambda_


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionDefaults:
    code: lambda_.Code
    layer: lambda_.ILayerVersion
    log_level: str
    log_retention_days: int
