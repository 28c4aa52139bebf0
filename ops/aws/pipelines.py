"""The pipelines under review, with their settings as they are deployed."""

import json
from typing import Any

import boto3

from lambdas.shared.aws.pipelines_under_review import PARAMETERS
from lambdas.shared.domain import codec
from lambdas.shared.domain.settings import PipelineSettings


def deployed_pipelines() -> dict[str, PipelineSettings]:
    """By name, in order."""
    client: Any = boto3.client("ssm")
    pages = client.get_paginator("get_parameters_by_path").paginate(Path=PARAMETERS, Recursive=True)
    found = [parameter for page in pages for parameter in page["Parameters"]]
    named = {str(each["Name"]).rpartition("/")[2]: json.loads(each["Value"]) for each in found}
    return {name: codec.from_data(PipelineSettings, named[name]) for name in sorted(named)}
