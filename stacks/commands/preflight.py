"""
Look before a deployment: `python -m stacks.commands.preflight`.

A first deployment stumbles over credentials, region or bootstrap: each gets one sentence that says what to do.
"""

import sys

import boto3
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, NoRegionError

_BOOTSTRAP_VERSION = "/cdk-bootstrap/hnb659fds/version"


class NotReadyError(Exception):
    """What is missing, and what to do about it."""


def main() -> None:
    try:
        account, region = identity(boto3.Session())
        require_bootstrap(boto3.Session(), account, region)
    except NotReadyError as error:
        sys.exit(f"Error: {error}")
    sys.stderr.write(f"Account {account}, region {region}.\n")


def identity(session: boto3.Session) -> tuple[str, str]:
    """Account and region of the credentials at hand."""
    try:
        client = session.client("sts")
        return client.get_caller_identity()["Account"], client.meta.region_name
    except NoRegionError as error:
        raise NotReadyError("no AWS region is set; export AWS_REGION, such as AWS_REGION=eu-west-1.") from error
    except NoCredentialsError as error:
        raise NotReadyError(
            "no AWS credentials were found; run `aws configure sso` or `aws login`, or export AWS_PROFILE."
        ) from error
    except ClientError as error:
        code = error.response["Error"]["Code"]
        raise NotReadyError(f"AWS refuses the credentials at hand ({code}); sign in again.") from error
    except BotoCoreError as error:
        raise NotReadyError(f"the AWS credentials cannot be used: {error}") from error


def require_bootstrap(session: boto3.Session, account: str, region: str) -> None:
    """`cdk deploy` uploads to what `cdk bootstrap` has made, once for each account and region."""
    try:
        session.client("ssm").get_parameter(Name=_BOOTSTRAP_VERSION)
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code == "ParameterNotFound":
            raise NotReadyError(
                f"account {account} is not bootstrapped for the CDK in {region}; "
                f"run `npx cdk bootstrap aws://{account}/{region}` once."
            ) from error
        raise NotReadyError(f"whether {region} is bootstrapped for the CDK cannot be read ({code}).") from error


if __name__ == "__main__":
    main()
