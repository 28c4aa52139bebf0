"""Answer a finding of cdk-nag with the fact about this very resource that makes it right as it is."""

from aws_cdk import Acknowledgment, Stack, Validations
from constructs import IConstruct


def acknowledge(construct: IConstruct, finding: str, fact: str) -> None:
    """`finding` is its own id, such as `AwsSolutions-IAM5[Action::s3:List*]`; the id of a rule alone answers none."""
    Validations.of(construct).acknowledge(Acknowledgment(id=finding, reason=fact))


def acknowledge_resources(construct: IConstruct, arn: str, fact: str) -> None:
    """A policy of `construct` names all resources that match `arn`; the fact says why these, and why all of them."""
    acknowledge(construct, f"AwsSolutions-IAM5[Resource::{_as_cdk_nag_writes(Stack.of(construct).resolve(arn))}]", fact)


def _as_cdk_nag_writes(value: object) -> str:
    """`<Documents.Arn>/changes/*`: what CloudFormation resolves stands in angle brackets."""
    match value:
        case {"Ref": name}:
            return f"<{name}>"
        case {"Fn::GetAtt": [name, attribute]}:
            return f"<{name}.{attribute}>"
        case {"Fn::ImportValue": name}:
            return str(name)
        case {"Fn::Join": [separator, parts]}:
            return str(separator).join(_as_cdk_nag_writes(part) for part in parts)
    return str(value)
