"""Whose account a function runs in."""

from aws_lambda_powertools.utilities.typing import LambdaContext


def account_of(context: LambdaContext) -> str:
    """The twelve digits of the function's own ARN: arn:aws:lambda:REGION:ACCOUNT:function:NAME."""
    return str(context.invoked_function_arn).split(":")[4]
