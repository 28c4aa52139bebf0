"""The functions of the review stack, invoked by an operator."""

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import boto3
from botocore.config import Config

from ops.aws.installation import STACK

# The analysis may take its 15 minutes; boto3 would give up after one and silently invoke it again.
_PATIENT = Config(read_timeout=930, retries={"total_max_attempts": 1})


class FunctionFailedError(Exception):
    """It failed again; the message is the kind of its error, never what that says of the change."""


class Functions:
    def __init__(self) -> None:
        self._client: Any = boto3.client("lambda", config=_PATIENT)

    @cached_property
    def names(self) -> frozenset[str]:
        """Of the review stack's own; nothing else is invoked, whatever an event asks for."""
        client: Any = boto3.client("cloudformation")
        pages = client.get_paginator("list_stack_resources").paginate(StackName=STACK)
        resources = [resource for page in pages for resource in page["StackResourceSummaries"]]
        return frozenset(
            str(each["PhysicalResourceId"]) for each in resources if each["ResourceType"] == "AWS::Lambda::Function"
        )

    def invoke(self, name: str, payload: Mapping[str, Any]) -> None:
        """
        Run it on this, and wait for the end.

        Raises:
            FunctionFailedError: it failed, or did not take every record of a stream.
        """
        answer = self._client.invoke(FunctionName=name, Payload=json.dumps(payload).encode())
        content = json.loads(answer["Payload"].read() or b"null")
        said = content if isinstance(content, dict) else {}
        if "FunctionError" in answer:
            raise FunctionFailedError(str(said.get("errorType", answer["FunctionError"])))
        if said.get("batchItemFailures"):
            raise FunctionFailedError("records failed again")
