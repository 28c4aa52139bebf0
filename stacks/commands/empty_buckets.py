"""
Empty the buckets that `cdk destroy` is about to delete: `python -m stacks.commands.empty_buckets`.

CloudFormation deletes empty buckets only. Which buckets go is read from the templates in cdk.out: those whose deletion
policy is Delete. Buckets that are retained (the records, by default) are not touched.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import ClientError

from stacks.commands.build_layer import ROOT


def main() -> None:
    session = boto3.Session()
    for path in sorted((ROOT / "cdk.out").glob("DeploymentReview*.template.json")):
        stack = path.name.removesuffix(".template.json")
        for bucket in doomed_buckets(session, stack, path):
            sys.stderr.write(f"Emptying {bucket} of {stack} …\n")
            empty(session, bucket)


def doomed_buckets(session: boto3.Session, stack: str, template: Path) -> Iterator[str]:
    """The names of the stack's buckets that its template does not retain; none when the stack is not deployed."""
    resources: dict[str, Any] = json.loads(template.read_text(encoding="utf-8"))["Resources"]
    for logical_id, resource in resources.items():
        if resource["Type"] == "AWS::S3::Bucket" and resource.get("DeletionPolicy") == "Delete":
            name = _physical_id(session, stack, logical_id)
            if name:
                yield name


def empty(session: boto3.Session, bucket: str) -> None:
    """Delete every version of every object."""
    session.resource("s3").Bucket(bucket).object_versions.delete()


def _physical_id(session: boto3.Session, stack: str, logical_id: str) -> str | None:
    try:
        found = session.client("cloudformation").describe_stack_resource(StackName=stack, LogicalResourceId=logical_id)
    except ClientError as error:
        if error.response["Error"]["Code"] == "ValidationError":
            return None
        raise
    name: str | None = found["StackResourceDetail"].get("PhysicalResourceId")
    return name


if __name__ == "__main__":
    main()
