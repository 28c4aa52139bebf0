"""
Permissions on more resources than one policy has room for.

IAM takes 10,240 characters of a role's own policies, and 6,144 of each policy that is attached to it; fifty pipelines
by name are more.
"""

from collections.abc import Iterator, Sequence

from aws_cdk import Aws

_OF_THE_ROLE = 3_000  # of one list; a role has several
_OF_A_POLICY = 5_000
_REAL = {Aws.PARTITION: "aws-us-gov", Aws.REGION: "ap-southeast-2", Aws.ACCOUNT_ID: "111122223333"}


def portions(arns: Sequence[str]) -> Iterator[list[str]]:
    """The first one fits into the role's own policy beside others, each of the rest into a policy of its own."""
    portion: list[str] = []
    length, room = 0, _OF_THE_ROLE
    for arn in arns:
        letters = len(_as_deployed(arn)) + 3  # quotes and comma
        if portion and length + letters > room:
            yield portion
            portion, length, room = [], 0, _OF_A_POLICY
        portion.append(arn)
        length += letters
    yield portion


def _as_deployed(arn: str) -> str:
    for token, value in _REAL.items():
        arn = arn.replace(token, value)
    return arn
