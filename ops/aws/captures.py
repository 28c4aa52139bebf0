"""Of which executions a change was captured, as CodePipeline tells it: out of reach of whoever writes to the table."""

from collections.abc import Mapping
from typing import Any

import boto3

from lambdas.shared.aws.pipeline_api import UnknownExecutionError, gone_is_unknown
from lambdas.shared.domain.silent_extraction import EXTRACTION
from lambdas.shared.domain.times import to_text


class Captures:
    def __init__(self) -> None:
        self._client: Any = boto3.client("codepipeline")

    def of(self, pipeline_name: str) -> Mapping[str, str]:
        """
        When the change of each execution was captured, by execution id; empty for a pipeline that was deleted.

        CodePipeline keeps the history of a year
        (https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html).
        """
        pages = self._client.get_paginator("list_action_executions").paginate(pipelineName=pipeline_name)
        try:
            with gone_is_unknown():
                found = [action for page in pages for action in page["actionExecutionDetails"]]
        except UnknownExecutionError:
            return {}
        return {
            str(action["pipelineExecutionId"]): to_text(action["startTime"])
            for action in found
            if (action["actionName"], action["status"]) == (EXTRACTION, "Succeeded")  # then there was a record
        }
