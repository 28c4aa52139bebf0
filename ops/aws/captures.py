"""Of which executions a change was captured, as CodePipeline tells it: out of reach of whoever writes to the table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

import boto3

from lambdas.shared.aws.pipeline_api import UnknownExecutionError, gone_is_unknown
from lambdas.shared.domain.silent_extraction import EXTRACTION
from lambdas.shared.domain.times import read_time, to_text

_RETRIED_WITHIN = timedelta(days=31)


class Captures:
    def __init__(self) -> None:
        self._client: Any = boto3.client("codepipeline")

    def of(self, pipeline_name: str, *, since: str = "") -> Mapping[str, str]:
        """
        When the change of each execution was captured, by execution id; empty for a pipeline that was deleted.

        CodePipeline keeps the history of a year
        (https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html).

        Args:
            pipeline_name: of the pipeline.
            since: nobody asks for what was captured before; it may be told all the same.
        """
        pages = self._client.get_paginator("list_action_executions").paginate(pipelineName=pipeline_name)
        try:
            with gone_is_unknown():
                found = [action for page in _until(since, pages) for action in page]
        except UnknownExecutionError:
            return {}
        return {
            str(action["pipelineExecutionId"]): to_text(action["startTime"])
            for action in found
            if (action["actionName"], action["status"]) == (EXTRACTION, "Succeeded")  # then there was a record
        }


def _until(since: str, pages: Iterable[Mapping[str, Any]]) -> Iterator[Sequence[Mapping[str, Any]]]:
    """
    Actions by pages, to the first that has nothing but what is much older.

    CodePipeline tells the newest first, by executions. A stage that is retried starts its actions anew, and they may
    stand among those of the execution's own time: hence the month.
    """
    end = read_time(since) - _RETRIED_WITHIN if since else None
    for page in pages:
        actions = page["actionExecutionDetails"]
        yield actions
        starts = [action["startTime"] for action in actions]
        if end and starts and max(starts) < end and starts[0] >= starts[-1]:
            return
